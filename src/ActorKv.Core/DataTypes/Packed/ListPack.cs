// The listpack: Redis' format for a run of short strings and integers in one piece of memory, readable from both ends.
//
//   listpack := total bytes u32 LE | number of entries u16 LE (0xFFFF: too many to say) | entry … | 0xFF
//   entry    := encoding + data | backlen                  backlen = length of encoding + data, read from right to left
//
//   0xxxxxxx                     7 bit integer, 0 .. 127           11110001 + 2 bytes    16 bit integer, LE
//   110xxxxx xxxxxxxx            13 bit integer, signed            11110010 + 3 bytes    24 bit integer, LE
//   10llllll + bytes             string of up to 63 bytes          11110011 + 4 bytes    32 bit integer, LE
//   1110llll llllllll + bytes    string of up to 4095 bytes        11110100 + 8 bytes    64 bit integer, LE
//   11110000 + u32 LE + bytes    longer string
//
// In memory a node keeps the entries alone, the "body" (QuickListNode); the frame of 7 bytes around it is written and checked when a value
// enters or leaves as RDB. What comes from outside is walked once, entry by entry (TryUnframe). After that the body is trusted.
// Source of the format: "Listpack specification", github.com/antirez/listpack.

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.Packed;

internal static class ListPack
{
    public const int HeaderLength = 6;

    /// <summary>Bytes of a listpack beyond its entries: the header and the end mark.</summary>
    public const int FrameLength = HeaderLength + 1;

    private const byte End = 0xFF;
    private const int UnknownCount = ushort.MaxValue;

    /// <summary>Length of the entry at <paramref name="at"/>, its backlen included.</summary>
    public static int EntryLength(ReadOnlySpan<byte> body, int at)
    {
        int length = EncodedLength(body, at);
        return length + BacklenLength(length);
    }

    /// <summary>Where the entry that ends right before <paramref name="at"/> begins.</summary>
    public static int Previous(ReadOnlySpan<byte> body, int at)
    {
        int length = 0, shift = 0, back = 0;
        byte b;
        do
        {
            b = body[at - ++back];
            length |= (b & 0x7f) << shift;
            shift += 7;
        }
        while (b >= 0x80);
        return at - back - length;
    }

    /// <summary>The entry at <paramref name="at"/>.</summary>
    public static PackedElement Read(ReadOnlySpan<byte> body, int at)
    {
        ReadOnlySpan<byte> entry = body[at..];
        byte b = entry[0];
        if (b < 0x80) return new PackedElement(b);
        if (b < 0xC0) return new PackedElement(entry.Slice(1, b & 0x3f));
        if (b < 0xE0)
        {
            int value = (b & 0x1f) << 8 | entry[1];
            return new PackedElement(value << 19 >> 19);
        }
        if (b < 0xF0) return new PackedElement(entry.Slice(2, (b & 0x0f) << 8 | entry[1]));
        return b switch
        {
            0xF0 => new PackedElement(entry.Slice(5, BinaryPrimitives.ReadInt32LittleEndian(entry[1..]))),
            0xF1 => new PackedElement(BinaryPrimitives.ReadInt16LittleEndian(entry[1..])),
            0xF2 => new PackedElement((entry[1] | entry[2] << 8 | entry[3] << 16) << 8 >> 8),
            0xF3 => new PackedElement(BinaryPrimitives.ReadInt32LittleEndian(entry[1..])),
            _ => new PackedElement(BinaryPrimitives.ReadInt64LittleEndian(entry[1..])),
        };
    }

    /// <summary>Length of encoding and data of an integer.</summary>
    public static int EncodedLength(long value) => value switch
    {
        >= 0 and <= 127 => 1,
        >= -4096 and <= 4095 => 2,
        >= short.MinValue and <= short.MaxValue => 3,
        >= -(1 << 23) and < 1 << 23 => 4,
        >= int.MinValue and <= int.MaxValue => 5,
        _ => 9,
    };

    /// <summary>Length of encoding and data of a string.</summary>
    public static int EncodedLength(int length) => length + (length < 64 ? 1 : length < 4096 ? 2 : 5);

    /// <summary>Bytes of the backlen behind an entry of <paramref name="length"/> bytes. The bounds are Redis' own, one below the powers
    /// of two: a listpack walked with other ones would come apart at entries of exactly 16383 bytes.</summary>
    public static int BacklenLength(int length) => length switch
    {
        <= 127 => 1,
        < 16383 => 2,
        < 2097151 => 3,
        < 268435455 => 4,
        _ => 5,
    };

    /// <summary>Writes the entry of an integer.</summary>
    public static void Write(Span<byte> target, long value)
    {
        int length = EncodedLength(value);
        switch (length)
        {
            case 1:
                target[0] = (byte)value;
                break;
            case 2:
                target[0] = (byte)(0xC0 | value >> 8 & 0x1f);
                target[1] = (byte)value;
                break;
            case 9:
                target[0] = 0xF4;
                BinaryPrimitives.WriteInt64LittleEndian(target[1..], value);
                break;
            default:
                target[0] = (byte)(0xF1 + length - 3);
                for (int i = 1; i < length; i++, value >>= 8) target[i] = (byte)value;
                break;
        }
        target[length] = (byte)length;
    }

    /// <summary>Writes the entry of a string.</summary>
    public static void Write(Span<byte> target, ReadOnlySpan<byte> value)
    {
        int length = EncodedLength(value.Length);
        int header = length - value.Length;
        if (header == 1) target[0] = (byte)(0x80 | value.Length);
        else if (header == 2) BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)(0xE000 | value.Length));
        else
        {
            target[0] = 0xF0;
            BinaryPrimitives.WriteInt32LittleEndian(target[1..], value.Length);
        }
        value.CopyTo(target[header..]);
        WriteBacklen(target[length..], length);
    }

    /// <summary>Writes the frame's beginning around a body.</summary>
    public static void WriteHeader(Span<byte> target, int bodyLength, int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, bodyLength + FrameLength);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], (ushort)Math.Min(count, UnknownCount));
    }

    /// <summary>A listpack without entries.</summary>
    public static ReadOnlySpan<byte> Empty => [FrameLength, 0, 0, 0, 0, 0, End];

    /// <summary>The byte that ends the frame.</summary>
    public static ReadOnlySpan<byte> EndMark => [End];

    /// <summary>Checks a whole listpack from outside, each entry and each backlen. True with the number of entries when the body, which
    /// lies between header and end mark, can be trusted.</summary>
    public static bool TryUnframe(ReadOnlySpan<byte> framed, out int count)
    {
        count = 0;
        if (framed.Length < FrameLength || BinaryPrimitives.ReadUInt32LittleEndian(framed) != (uint)framed.Length || framed[^1] != End) return false;
        int announced = BinaryPrimitives.ReadUInt16LittleEndian(framed[4..]);
        ReadOnlySpan<byte> body = framed[HeaderLength..^1];
        int at = 0;
        while (at < body.Length)
        {
            int header = HeaderBytes(body[at]);
            if (header == 0 || header > body.Length - at) return false;
            long length = body[at] == 0xF0 ? 5L + BinaryPrimitives.ReadUInt32LittleEndian(body[(at + 1)..]) : EncodedLength(body, at);
            if (length > body.Length - at) return false;
            int backlen = BacklenLength((int)length);
            if (length + backlen > body.Length - at || !HasBacklen(body.Slice(at + (int)length, backlen), (int)length)) return false;
            at += (int)length + backlen;
            count++;
        }
        return announced == UnknownCount || announced == count;
    }

    // Bytes that must be there before the entry's length can be told; 0 for a byte that begins no entry.
    private static int HeaderBytes(byte first) => first switch
    {
        < 0xC0 => 1,
        < 0xF0 => 2,
        0xF0 => 5,
        <= 0xF4 => 1,
        _ => 0,
    };

    private static int EncodedLength(ReadOnlySpan<byte> body, int at)
    {
        byte b = body[at];
        if (b < 0x80) return 1;
        if (b < 0xC0) return 1 + (b & 0x3f);
        if (b < 0xE0) return 2;
        if (b < 0xF0) return 2 + ((b & 0x0f) << 8 | body[at + 1]);
        return b switch
        {
            0xF0 => 5 + BinaryPrimitives.ReadInt32LittleEndian(body[(at + 1)..]),
            0xF1 => 3,
            0xF2 => 4,
            0xF3 => 5,
            _ => 9,
        };
    }

    // Most significant group first; all but the first have the high bit, so that a reader from the right knows where to stop.
    private static void WriteBacklen(Span<byte> target, int length)
    {
        for (int i = BacklenLength(length) - 1; i >= 0; i--, length >>= 7) target[i] = (byte)(length & 0x7f | (i > 0 ? 0x80 : 0));
    }

    private static bool HasBacklen(ReadOnlySpan<byte> found, int length)
    {
        Span<byte> expected = stackalloc byte[5];
        WriteBacklen(expected, length);
        return found.SequenceEqual(expected[..found.Length]);
    }
}
