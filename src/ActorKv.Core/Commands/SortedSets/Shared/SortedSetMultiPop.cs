// ZMPOP and BZMPOP: from the first of several keys that holds a sorted set, take members off one end.
//
//   numkeys key … MIN|MAX [COUNT count]
//
// Members and scores are arrays of two here with RESP2 as well.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class SortedSetMultiPop
{
    /// <summary>Reads the arguments from the number of keys on. False when an error has been replied.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out MultiPopArguments<SortedSetEnd> read) =>
        MultiPopArguments<SortedSetEnd>.TryRead(ref args, turn, TryReadEnd, out read);

    /// <summary>Pops and replies, or replies an error. False, and nothing replied, when none of the keys is there.</summary>
    public static bool TryPop(ref ArgReader args, KeyTurn turn, in MultiPopArguments<SortedSetEnd> wanted)
    {
        for (int i = 0; i < wanted.KeyCount; i++)
        {
            KeyEntry key = turn[args.Request[wanted.FirstKey + i]];
            if (!key.TryGetAwaited(out SortedSetValue? set)) return true;
            if (set is null) continue;
            int count = (int)Math.Min(wanted.Count, set.Count);
            turn.Reply.Array(2);
            turn.Reply.Bulk(key.Name);
            turn.Reply.Array(count);
            SortedSetPop.Take(turn, ref key, set, wanted.End, count, nested: true);
            return true;
        }
        return false;
    }

    private static bool TryReadEnd(ref ArgReader args, KeyTurn turn, out SortedSetEnd end)
    {
        end = SortedSetEnd.Highest;
        if (args.NextIs("MAX"u8)) return true;
        end = SortedSetEnd.Lowest;
        if (args.NextIs("MIN"u8)) return true;
        turn.Reply.Error(Errors.Syntax);
        return false;
    }
}
