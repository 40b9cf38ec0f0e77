// MONITOR
//
// From now on the connection is shown every command that runs: MonitorFeed says how. What it asks itself is answered in between, but for commands
// over keys, which are refused, as in Redis. RESET ends it, or closing. Asking twice is not answered.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class MonitorCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("MONITOR")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Shows the commands of all clients as they run.",
        Arity = 1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.IsInsideTurn) session.Reply.Error("ERR MONITOR isn't allowed for DENY BLOCKING client"u8);
        else if (session.TryMonitor()) session.Reply.Ok();
    }
}
