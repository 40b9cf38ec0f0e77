// The reading commands over ranges: ZRANGE and what it replaced reply members, ZCOUNT and ZLEXCOUNT reply how many there are.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class RangeReply
{
    public static void Members(ref ArgReader args, KeyTurn turn, RangeUnit unit, RangeOrder order)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!SortedSetRange.TryRead(ref args, turn, unit, order, takesScores: true, out SortedSetRange range)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        if (set is null) turn.Reply.Array(0);
        else SortedSetReply.Members(turn.Reply, set, range.In(set), range.IsDescending, range.WithScores);
    }

    public static void Count(ref ArgReader args, KeyTurn turn, RangeUnit unit)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!SortedSetRange.TryReadEnds(ref args, turn, unit, out SortedSetRange range)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        turn.Reply.Integer(set is null ? 0 : range.In(set).Count);
    }
}
