// A bit's number as SETBIT, GETBIT and BITFIELD are told it. Bit 0 is the highest bit of the first byte.
//
// It may not lie beyond proto-max-bulk-len, even for a command that only reads; replay is not asked (see StringLimit).

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal static class BitOffset
{
    private static ReadOnlySpan<byte> BadOffset => "ERR bit offset is not an integer or out of range"u8;

    /// <summary>Reads a bit's number. False, with the error replied, when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, KeyTurn turn, out long offset) => Check(Numbers.TryParseInt64(text, out offset), offset, turn);

    /// <summary>Reads a bit's number, or behind '#' the number of a field of <paramref name="width"/> bits.</summary>
    public static bool TryReadField(ReadOnlySpan<byte> text, int width, KeyTurn turn, out long offset)
    {
        if (!text.StartsWith((byte)'#')) return TryRead(text, turn, out offset);
        bool parsed = Numbers.TryParseInt64(text[1..], out offset);
        offset = unchecked(offset * width);
        return Check(parsed, offset, turn);
    }

    private static bool Check(bool parsed, long offset, KeyTurn turn)
    {
        long limit = turn.Replaying ? Array.MaxLength : turn.Settings.MaxStringLength;
        if (parsed && offset >= 0 && offset >> 3 < limit) return true;
        turn.Reply.Error(BadOffset);
        return false;
    }
}
