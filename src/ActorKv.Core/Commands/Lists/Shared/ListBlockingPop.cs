// BLPOP and BRPOP: one element from the first of several keys that holds a list.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListBlockingPop
{
    public static void Execute(ref ArgReader args, KeyTurn turn, ListEnd end)
    {
        int first = args.Position, count = args.Remaining - 1;
        if (!BlockingTimeout.TryRead(args.Request[first + count], turn, out long timeout)) return;
        for (int i = 0; i < count; i++)
        {
            KeyEntry key = turn[args.Request[first + i]];
            if (!key.TryGetAwaited(out QuickList? list)) return;
            if (list is null) continue;
            turn.Reply.Array(2);
            turn.Reply.Bulk(key.Name);
            ListPop.TakeOne(turn, ref key, list, end);
            return;
        }
        KeyWait.ForKeysOrNil(DataType.List, turn, in args, first, count, timeout);
    }
}
