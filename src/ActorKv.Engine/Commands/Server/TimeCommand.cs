// TIME
//
// The server's clock: Unix seconds, and the microseconds within the second.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class TimeCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("TIME")
    {
        Group = CommandGroup.Server, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Tells the server's time.",
        Arity = 1, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        TimeSpan sinceEpoch = session.Store.Time.GetUtcNow() - DateTimeOffset.UnixEpoch;
        (long seconds, long ticks) = Math.DivRem(sinceEpoch.Ticks, TimeSpan.TicksPerSecond);
        session.Reply.Array(2);
        session.Reply.BulkInteger(seconds);
        session.Reply.BulkInteger(ticks / TimeSpan.TicksPerMicrosecond);
    }
}
