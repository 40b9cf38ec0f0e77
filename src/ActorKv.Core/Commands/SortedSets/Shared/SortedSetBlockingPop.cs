// BZPOPMIN and BZPOPMAX: one member from the first of several keys that holds a sorted set.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class SortedSetBlockingPop
{
    public static void Execute(ref ArgReader args, KeyTurn turn, SortedSetEnd end)
    {
        int first = args.Position, count = args.Remaining - 1;
        if (!BlockingTimeout.TryRead(args.Request[first + count], turn, out long timeout)) return;
        for (int i = 0; i < count; i++)
        {
            KeyEntry key = turn[args.Request[first + i]];
            if (!key.TryGetAwaited(out SortedSetValue? set)) return;
            if (set is null) continue;
            turn.Reply.Array(3);
            turn.Reply.Bulk(key.Name);
            SortedSetPop.Take(turn, ref key, set, end, 1, nested: false);
            return;
        }
        KeyWait.ForKeysOrNil(DataType.SortedSet, turn, in args, first, count, timeout);
    }
}
