// CONFIG HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ConfigHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of CONFIG.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "CONFIG",
        "GET <pattern> [<pattern> ...]",
        "    Parameters whose names match, with their values.",
        "SET <name> <value> [<name> <value> ...]",
        "    Give parameters new values, all of them or none.",
        "RESETSTAT",
        "    Let the counters of INFO begin anew.",
        "REWRITE",
        "    Bring the configuration file up to date.");
}
