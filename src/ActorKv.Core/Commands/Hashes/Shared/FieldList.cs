// FIELDS numfields field [field ...], with which the commands about field expiry end: the number must be that of the fields that follow.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class FieldList
{
    /// <summary>Reads up to the first field. False, with the error replied, when the word or the number is wrong; else nothing but fields is
    /// left.</summary>
    /// <param name="badCount">The error of a number that is none, or not positive.</param>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, ReadOnlySpan<byte> badCount)
    {
        if (!args.NextIs("FIELDS"u8)) turn.Reply.Error("ERR Mandatory argument FIELDS is missing or not at the right position"u8);
        else if (!args.TryNextInt64(out long count) || count < 1) turn.Reply.Error(badCount);
        else if (count != args.Remaining) turn.Reply.Error("ERR The `numfields` parameter must match the number of arguments"u8);
        else return true;
        return false;
    }
}
