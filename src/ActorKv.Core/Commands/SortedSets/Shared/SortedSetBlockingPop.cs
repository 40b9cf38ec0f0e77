// BZPOPMIN and BZPOPMAX: one member from the first of several keys that holds a sorted set. And what these and BZMPOP do when there is
// nothing to take: the host runs the same command again when one of the keys comes to be, so they try first and wait second, every time.

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
        WaitOrNil(turn, in args, first, count, timeout);
    }

    /// <summary>Waits for several keys, which lie one behind the other in the request; where the turn may not wait, replies what the time's end
    /// would bring.</summary>
    public static void WaitOrNil(KeyTurn turn, scoped in ArgReader args, int first, int count, long timeout)
    {
        if (!turn.MayBlock)
        {
            turn.Reply.NullArray();
            return;
        }
        byte[][] keys = new byte[count][];
        for (int i = 0; i < count; i++) keys[i] = args.Request[first + i].ToArray();
        turn.Block(new BlockRequest(DataType.SortedSet, keys, timeout, static reply => reply.NullArray()));
    }
}
