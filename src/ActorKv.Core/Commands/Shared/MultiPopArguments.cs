// The arguments that LMPOP, BLMPOP, ZMPOP and BZMPOP have in common: from the first of several keys that has any, take some off one end.
//
//   numkeys key … end [COUNT count]            end: LEFT|RIGHT of a list, MIN|MAX of a sorted set

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Shared;

/// <summary>Positions of the keys in the request, and what to take.</summary>
internal readonly record struct MultiPopArguments<TEnd>(int FirstKey, int KeyCount, TEnd End, long Count)
{
    /// <summary>Reads the word for an end. False, with the error replied, when it is another.</summary>
    public delegate bool EndReader(ref ArgReader args, KeyTurn turn, out TEnd end);

    /// <summary>Reads the arguments from the number of keys on. False when an error has been replied.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, EndReader tryReadEnd, out MultiPopArguments<TEnd> read)
    {
        read = default;
        if (!args.TryNextInt64(out long keys) || keys <= 0) return Fail(turn, Errors.BadKeyCount);
        int firstKey = args.Position;
        if (keys >= args.Remaining) return Fail(turn, Errors.Syntax);
        args.MoveTo(firstKey + (int)keys);
        if (!tryReadEnd(ref args, turn, out TEnd end)) return false;
        long count = 1;
        if (!args.AtEnd)
        {
            if (!args.NextIs("COUNT"u8) || args.AtEnd) return Fail(turn, Errors.Syntax);
            if (!args.TryNextInt64(out count) || count <= 0) return Fail(turn, Errors.BadCount);
            if (!args.AtEnd) return Fail(turn, Errors.Syntax);
        }
        read = new MultiPopArguments<TEnd>(firstKey, (int)keys, end, count);
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
