// BLMOVE and BRPOPLPUSH. They wait for the source alone: what the destination holds is looked at when there is something to move.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListBlockingMove
{
    public static void Execute(KeyTurn turn, ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, ListEnd from, ListEnd to, ReadOnlySpan<byte> seconds)
    {
        if (!BlockingTimeout.TryRead(seconds, turn, out long timeout)) return;
        if (ListMove.TryMove(turn, source, destination, from, to)) return;
        if (turn.MayBlock) KeyWait.ForKey(DataType.List, turn, source, timeout);
        else turn.Reply.Null();
    }
}
