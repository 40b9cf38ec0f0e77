// The intset: a sorted array of integers, all of them as wide as the widest needs. It is Redis' own layout, so it enters and leaves as RDB as it is.
//
//   intset := width u32 LE: 2, 4 or 8 bytes | number of integers u32 LE | integer LE …             ascending, none twice
//
// A set keeps it in the region behind its key (Packed/PackedValue.cs), where a listpack may stand as well. The first four bytes tell them apart:
// a listpack begins with its length, which is 7 when it is empty and 9 or more when it is not.
// These are the operations on the bytes alone; room is made and taken away by SetValue, whose bytes they are.

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.Sets;

internal static class IntSet
{
    public const int HeaderLength = 8;

    /// <summary>Most integers that an intset may have, whatever is configured. The number is Redis'.</summary>
    public const int MaxEntries = 1 << 30;

    /// <summary>True when a set's region holds an intset and not a listpack.</summary>
    public static bool Is(ReadOnlySpan<byte> region) => region.Length >= HeaderLength && Width(region) is 2 or 4 or 8;

    public static int Width(ReadOnlySpan<byte> set) => (int)BinaryPrimitives.ReadUInt32LittleEndian(set);

    public static int Count(ReadOnlySpan<byte> set) => (int)BinaryPrimitives.ReadUInt32LittleEndian(set[4..]);

    /// <summary>Bytes that <paramref name="value"/> needs.</summary>
    public static int WidthOf(long value) => value switch
    {
        >= short.MinValue and <= short.MaxValue => 2,
        >= int.MinValue and <= int.MaxValue => 4,
        _ => 8,
    };

    public static long Read(ReadOnlySpan<byte> set, int index)
    {
        int width = Width(set);
        return ReadAt(set[(HeaderLength + index * width)..], width);
    }

    /// <summary>Finds a value. When it is not there, <paramref name="index"/> is where it belongs.</summary>
    public static bool TryFind(ReadOnlySpan<byte> set, long value, out int index)
    {
        int width = Width(set), low = 0, high = Count(set) - 1;
        ReadOnlySpan<byte> values = set[HeaderLength..];
        while (low <= high)
        {
            index = low + high >>> 1;
            long found = ReadAt(values[(index * width)..], width);
            if (found == value) return true;
            if (found < value) low = index + 1;
            else high = index - 1;
        }
        index = low;
        return false;
    }

    public static void WriteHeader(Span<byte> set, int width, int count)
    {
        BinaryPrimitives.WriteInt32LittleEndian(set, width);
        BinaryPrimitives.WriteInt32LittleEndian(set[4..], count);
    }

    /// <summary>Writes an integer of the width that the header says.</summary>
    public static void Write(Span<byte> set, int index, long value)
    {
        int width = Width(set);
        Span<byte> target = set[(HeaderLength + index * width)..];
        if (width == 2) BinaryPrimitives.WriteInt16LittleEndian(target, (short)value);
        else if (width == 4) BinaryPrimitives.WriteInt32LittleEndian(target, (int)value);
        else BinaryPrimitives.WriteInt64LittleEndian(target, value);
    }

    /// <summary>Makes the integers wider, in place. There is room for them already.</summary>
    public static void Widen(Span<byte> set, int width)
    {
        int narrow = Width(set), count = Count(set);
        WriteHeader(set, width, count);
        // From the end, so that no integer is overwritten before it was read.
        for (int i = count - 1; i >= 0; i--) Write(set, i, ReadAt(set[(HeaderLength + i * narrow)..], narrow));
    }

    /// <summary>Checks an intset from outside: that it is whole, ascending, and not empty.</summary>
    public static bool IsValid(ReadOnlySpan<byte> set)
    {
        if (!Is(set)) return false;
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(set[4..]);
        if (count == 0 || (long)count * Width(set) != set.Length - HeaderLength) return false;
        for (int i = 1; i < count; i++)
            if (Read(set, i - 1) >= Read(set, i)) return false;
        return true;
    }

    private static long ReadAt(ReadOnlySpan<byte> at, int width) => width switch
    {
        2 => BinaryPrimitives.ReadInt16LittleEndian(at),
        4 => BinaryPrimitives.ReadInt32LittleEndian(at),
        _ => BinaryPrimitives.ReadInt64LittleEndian(at),
    };
}
