// What a blocking command of lists or sorted sets does when there is nothing to take. The host runs the same command again, with the same
// arguments, whenever one of the keys comes to be; so these commands try first and wait second, every time, and keep nothing in between.
//
// When the time is over the reply is a null array, also for BLMOVE and BRPOPLPUSH, whose nil otherwise is a null string.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Shared;

internal static class KeyWait
{
    /// <summary>Waits for one key of a type.</summary>
    public static void ForKey(DataType type, KeyTurn turn, ReadOnlySpan<byte> key, long timeout) =>
        turn.Block(new BlockRequest(type, [key.ToArray()], timeout, static reply => reply.NullArray()));

    /// <summary>Waits for several keys, which lie one behind the other in the request; where the turn may not wait, replies what the time's end
    /// would bring.</summary>
    public static void ForKeysOrNil(DataType type, KeyTurn turn, scoped in ArgReader args, int first, int count, long timeout)
    {
        if (!turn.MayBlock)
        {
            turn.Reply.NullArray();
            return;
        }
        byte[][] keys = new byte[count][];
        for (int i = 0; i < count; i++) keys[i] = args.Request[first + i].ToArray();
        turn.Block(new BlockRequest(type, keys, timeout, static reply => reply.NullArray()));
    }
}
