// XRANGE and XREVRANGE: the entries between two ids, from either end.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class StreamRange
{
    public static void Execute(ref ArgReader args, KeyTurn turn, bool reverse)
    {
        ReadOnlySpan<byte> name = args.Next(), first = args.Next(), second = args.Next();
        if (!StreamIdArgument.TryReadStart(reverse ? second : first, turn, out StreamId start)) return;
        if (!StreamIdArgument.TryReadEnd(reverse ? first : second, turn, out StreamId end)) return;
        if (!TryReadCount(ref args, turn, out long count)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out EntryStream? stream)) return;
        if (stream is null) turn.Reply.Array(0);
        else if (count == 0) turn.Reply.NullArray();
        else Reply(turn.Reply, new StreamCursor(stream, start, end, reverse), count);
    }

    /// <summary>Replies what a cursor has before it, <paramref name="count"/> entries at most.</summary>
    public static void Reply(RespWriter reply, StreamCursor cursor, long count)
    {
        long left = cursor.CountLeft(count);
        reply.Array((int)left);
        for (; left > 0; left--)
        {
            cursor.MoveNext();
            cursor.Reply(reply);
        }
    }

    private static bool TryReadCount(ref ArgReader args, KeyTurn turn, out long count)
    {
        count = long.MaxValue;
        while (!args.AtEnd)
        {
            if (args.Remaining < 2 || !args.NextIs("COUNT"u8))
            {
                turn.Reply.Error(Errors.Syntax);
                return false;
            }
            if (!args.TryNextInt64(out count))
            {
                turn.Reply.Error(Errors.NotAnInteger);
                return false;
            }
            count = Math.Max(0, count);
        }
        return true;
    }
}
