// The type of a field within a string: "i16", "u8". Signed fields have 1 to 64 bits, unsigned ones 1 to 63, as replies are signed.
//
//   byte      0        1        2            field i12 at 5: bits 5 to 16, the highest first
//   bits   .....###  ########  #.......
//
// A field is read and written through the (at most nine) bytes that it touches. Beyond the end of the string all bits are zero.
//
// What comes of a value outside the type's range is decided here too. It may be a sum of two 64 bit numbers, so it is computed in 128.

using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

/// <summary>What INCRBY and SET do with a value that the type does not hold.</summary>
internal enum BitFieldOverflow : byte { Wrap, Saturate, Fail }

internal readonly record struct BitFieldType(bool IsSigned, int Width)
{
    private const int MaxSigned = 64, MaxUnsigned = 63;

    public Int128 Min => IsSigned ? -(Int128.One << Width - 1) : 0;

    public Int128 Max => (Int128.One << (IsSigned ? Width - 1 : Width)) - 1;

    public static bool TryParse(ReadOnlySpan<byte> text, out BitFieldType type)
    {
        type = default;
        if (text.IsEmpty || text[0] is not ((byte)'i' or (byte)'u')) return false;
        bool signed = text[0] == 'i';
        // Redis reads the number as a C string: what stands behind a zero byte does not count.
        int end = text.IndexOf((byte)0);
        if (!Numbers.TryParseInt64(end < 0 ? text[1..] : text[1..end], out long width) || width < 1 || width > (signed ? MaxSigned : MaxUnsigned)) return false;
        type = new BitFieldType(signed, (int)width);
        return true;
    }

    /// <summary>The value of the field at bit <paramref name="offset"/>.</summary>
    public long Read(ReadOnlySpan<byte> bytes, long offset)
    {
        UInt128 window = 0;
        for (long at = offset >> 3, last = offset + Width - 1 >> 3; at <= last; at++)
            window = window << 8 | (at < bytes.Length ? bytes[(int)at] : 0u);
        ulong bits = (ulong)(window >> Below(offset)) & Mask;
        return IsSigned ? (long)(bits << 64 - Width) >> 64 - Width : (long)bits;
    }

    /// <summary>Stores the low bits of <paramref name="value"/> into the field, which lies within <paramref name="bytes"/>.</summary>
    public void Write(Span<byte> bytes, long offset, long value)
    {
        int below = Below(offset);
        UInt128 mask = (UInt128)Mask << below, window = (UInt128)((ulong)value & Mask) << below;
        int first = (int)(offset >> 3);
        for (int at = (int)(offset + Width - 1 >> 3); at >= first; at--)
        {
            bytes[at] = (byte)(bytes[at] & ~(byte)mask | (byte)window);
            mask >>= 8;
            window >>= 8;
        }
    }

    /// <summary>Makes a value fit the type. False when it does not fit and <paramref name="overflow"/> is <see cref="BitFieldOverflow.Fail"/>.</summary>
    public bool TryFit(Int128 value, BitFieldOverflow overflow, out long fitted)
    {
        fitted = (long)value;
        if (value >= Min && value <= Max) return true;
        if (overflow == BitFieldOverflow.Saturate) fitted = (long)(value > Max ? Max : Min);
        else
        {
            ulong bits = (ulong)value & Mask;
            fitted = IsSigned ? (long)(bits << 64 - Width) >> 64 - Width : (long)bits;
        }
        return overflow != BitFieldOverflow.Fail;
    }

    private ulong Mask => ulong.MaxValue >> 64 - Width;

    // Bits of the last byte that lie behind the field.
    private int Below(long offset) => (int)(7 - (offset + Width - 1 & 7));
}
