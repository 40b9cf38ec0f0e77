// LMPOP and BLMPOP: from the first of several keys that holds a list, take elements off one end.
//
//   numkeys key … LEFT|RIGHT [COUNT count]

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListMultiPop
{
    /// <summary>Reads the arguments from the number of keys on. False when an error has been replied.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out MultiPopArguments<ListEnd> read) =>
        MultiPopArguments<ListEnd>.TryRead(ref args, turn, ListEndArgument.TryRead, out read);

    /// <summary>Pops and replies, or replies an error. False, and nothing replied, when none of the keys is there.</summary>
    public static bool TryPop(ref ArgReader args, KeyTurn turn, in MultiPopArguments<ListEnd> wanted)
    {
        for (int i = 0; i < wanted.KeyCount; i++)
        {
            KeyEntry key = turn[args.Request[wanted.FirstKey + i]];
            if (!key.TryGetAwaited(out QuickList? list)) return true;
            if (list is null) continue;
            turn.Reply.Array(2);
            turn.Reply.Bulk(key.Name);
            ListPop.TakeMany(turn, ref key, list, wanted.End, wanted.Count);
            return true;
        }
        return false;
    }
}
