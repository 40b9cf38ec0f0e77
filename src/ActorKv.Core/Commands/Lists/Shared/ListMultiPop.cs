// LMPOP and BLMPOP: from the first of several keys that holds a list, take elements off one end.
//
//   numkeys key … LEFT|RIGHT [COUNT count]

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

/// <summary>The arguments: positions of the keys in the request, and what to take.</summary>
internal readonly record struct MultiPopArguments(int FirstKey, int KeyCount, ListEnd End, long Count);

internal static class ListMultiPop
{
    /// <summary>Reads the arguments from the number of keys on. False when an error has been replied.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out MultiPopArguments read)
    {
        read = default;
        if (!args.TryNextInt64(out long keys) || keys <= 0) return Fail(turn, Errors.BadKeyCount);
        int firstKey = args.Position;
        if (keys >= args.Remaining) return Fail(turn, Errors.Syntax);
        args.MoveTo(firstKey + (int)keys);
        if (!ListEndArgument.TryRead(ref args, turn, out ListEnd end)) return false;
        long count = 1;
        if (!args.AtEnd)
        {
            if (!args.NextIs("COUNT"u8) || args.AtEnd) return Fail(turn, Errors.Syntax);
            if (!args.TryNextInt64(out count) || count <= 0) return Fail(turn, Errors.BadCount);
            if (!args.AtEnd) return Fail(turn, Errors.Syntax);
        }
        read = new MultiPopArguments(firstKey, (int)keys, end, count);
        return true;
    }

    /// <summary>Pops and replies, or replies an error. False, and nothing replied, when none of the keys is there.</summary>
    public static bool TryPop(ref ArgReader args, KeyTurn turn, in MultiPopArguments wanted)
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

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
