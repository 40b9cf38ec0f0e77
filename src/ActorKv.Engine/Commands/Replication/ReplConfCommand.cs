// REPLCONF [option value [option value ...]]
//
// What a replica, or a tool that looks like one, says of itself before it asks for a snapshot. What counts here is listening-port, which only
// servers have, and rdb-filter-only, by which redis-cli asks for the functions alone. ACK and GETACK belong to a stream that is never begun, and
// are not answered, as in Redis.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication;

internal sealed class ReplConfCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("REPLCONF")
    {
        Group = CommandGroup.Server, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Tells what a connection that asks for a snapshot wants.",
        Syntax = "[option value [option value ...]]",
        Arity = -1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.AllowBusy,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining % 2 != 0)
        {
            session.Reply.Error(Errors.Syntax);
            return;
        }
        SnapshotWishes wishes = session.SnapshotWishes ??= new SnapshotWishes();
        while (!args.AtEnd)
        {
            if (args.NextIs("ACK"u8) || args.NextIs("GETACK"u8)) return;
            if (!TryTake(ref args, session, wishes)) return;
        }
        session.Reply.Ok();
    }

    private static bool TryTake(ref ArgReader args, Session session, SnapshotWishes wishes)
    {
        ReadOnlySpan<byte> option = args.Peek();
        if (args.NextIs("LISTENING-PORT"u8)) return wishes.IsReplica = IsNumber(ref args, session);
        if (args.NextIs("RDB-ONLY"u8)) return IsNumber(ref args, session);
        if (args.NextIs("RDB-FILTER-ONLY"u8)) return TryFilter(args.Next(), session, wishes);
        if (args.NextIs("IP-ADDRESS"u8) || args.NextIs("CAPA"u8))
        {
            args.Next();
            return true;
        }
        session.Error($"ERR Unrecognized REPLCONF option: {SessionErrors.Text(option)}");
        return false;
    }

    private static bool TryFilter(ReadOnlySpan<byte> filter, Session session, SnapshotWishes wishes)
    {
        wishes.Keys = wishes.Functions = false;
        foreach (string word in SessionErrors.Text(filter).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            wishes.Functions = word.Equals("functions", StringComparison.OrdinalIgnoreCase);
            if (wishes.Functions) continue;
            session.Error($"ERR Unsupported rdb-filter-only option: {word}");
            return false;
        }
        return true;
    }

    private static bool IsNumber(ref ArgReader args, Session session)
    {
        if (args.TryNextInt64(out _)) return true;
        session.Reply.Error(Errors.NotAnInteger);
        return false;
    }
}
