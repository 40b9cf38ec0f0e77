// FAILOVER [TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]
//
// Would hand over to a replica; there are none to hand over to. The arguments are checked as Redis does.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication;

internal sealed class FailoverCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("FAILOVER")
    {
        Group = CommandGroup.Server, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Hands over to a replica.",
        Syntax = "[TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]",
        Arity = -1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining == 1 && args.NextIs("ABORT"u8))
        {
            session.Reply.Error("ERR No failover in progress."u8);
            return;
        }
        while (!args.AtEnd)
        {
            if (args.Remaining >= 2 && args.NextIs("TIMEOUT"u8))
            {
                if (!TryNextInt32(ref args, session, out long timeout)) return;
                if (timeout > 0) continue;
                session.Reply.Error("ERR FAILOVER timeout must be greater than 0"u8);
                return;
            }
            if (args.Remaining >= 3 && args.NextIs("TO"u8))
            {
                args.Next();
                if (!TryNextInt32(ref args, session, out _)) return;
            }
            else if (!args.NextIs("FORCE"u8))
            {
                session.Reply.Error(Errors.Syntax);
                return;
            }
        }
        session.Reply.Error("ERR FAILOVER requires connected replicas."u8);
    }

    private static bool TryNextInt32(ref ArgReader args, Session session, out long value)
    {
        if (args.TryNextInt64(out value) && value is >= int.MinValue and <= int.MaxValue) return true;
        session.Reply.Error(Errors.NotAnInteger);
        return false;
    }
}
