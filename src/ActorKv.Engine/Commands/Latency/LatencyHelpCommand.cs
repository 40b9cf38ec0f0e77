// LATENCY HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Lists the subcommands of LATENCY.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "LATENCY",
        "DOCTOR",
        "    What was slow, in words, and what may help.",
        "GRAPH <event>",
        "    The samples of a class of events as a picture.",
        "HISTORY <event>",
        "    The samples of a class of events: times and milliseconds.",
        "LATEST",
        "    The newest sample of every class of events, and the worst one.",
        "RESET [<event> ...]",
        "    Forget the samples of these classes, or of all.",
        "HISTOGRAM [COMMAND ...]",
        "    How many calls of these commands, or of all, took how long.");
}
