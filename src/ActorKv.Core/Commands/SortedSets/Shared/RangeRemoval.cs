// ZREMRANGEBYRANK, ZREMRANGEBYSCORE and ZREMRANGEBYLEX: removes the members that two ends say.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class RangeRemoval
{
    public static void Execute(ref ArgReader args, KeyTurn turn, RangeUnit unit)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!SortedSetRange.TryReadEnds(ref args, turn, unit, out SortedSetRange range)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        RankRange removed = set is null ? default : range.In(set);
        if (set is not null) SortedSetRemoval.Remove(turn, ref key, set, removed, NoticeOf(unit));
        turn.Reply.Integer(removed.Count);
    }

    private static ReadOnlySpan<byte> NoticeOf(RangeUnit unit) => unit switch
    {
        RangeUnit.Rank => "zremrangebyrank"u8,
        RangeUnit.Score => "zremrangebyscore"u8,
        _ => "zremrangebylex"u8,
    };
}
