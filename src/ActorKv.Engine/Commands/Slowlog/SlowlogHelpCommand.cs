// SLOWLOG HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Slowlog;

internal sealed class SlowlogHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of SLOWLOG.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "SLOWLOG",
        "GET [<count>]",
        "    The newest slow calls, 10 unless said otherwise; -1 for all. Each is",
        "    number, time, microseconds, arguments, address and name of the client.",
        "LEN",
        "    How many slow calls are kept.",
        "RESET",
        "    Forget them.");
}
