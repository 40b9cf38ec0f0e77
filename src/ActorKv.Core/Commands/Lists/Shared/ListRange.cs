// A range of a list by two indexes, both included, negative ones counted from the tail: for LRANGE and LTRIM.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal readonly record struct ListRange(long Start, long Stop)
{
    /// <summary>Reads start and stop. False, with the error replied, when one is no integer.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out ListRange range)
    {
        range = default;
        if (!args.TryNextInt64(out long start) || !args.TryNextInt64(out long stop))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return false;
        }
        range = new ListRange(start, stop);
        return true;
    }

    /// <summary>The part of it that lies in a list of this length: where it begins, and how many elements; (0, 0) when there are none.</summary>
    public (long Start, long Count) Within(long length)
    {
        long start = Math.Max(0, Start < 0 ? Start + length : Start);
        long stop = Math.Min(length - 1, Stop < 0 ? Stop + length : Stop);
        return start > stop ? (0, 0) : (start, stop - start + 1);
    }
}
