// BYTE or BIT, the last word of a range.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal static class BitRangeUnit
{
    /// <summary>Reads the unit if there is one. False, with the error replied, when it is no unit or not the last argument.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out bool inBits)
    {
        inBits = args.NextIs("BIT"u8);
        if (args.AtEnd || (!inBits && args.NextIs("BYTE"u8) && args.AtEnd)) return true;
        turn.Reply.Error(Errors.Syntax);
        return false;
    }
}
