// A run of bits within a string: what BITCOUNT and BITPOS look at.
//
//   start end         bytes, both included, counted from the end when negative
//   start end BIT     the same in bits
//
// Either becomes a first and a last bit. An end beyond the string is cut back to it; a start behind the end makes an empty range.
// Counting takes eight bytes at a time, searching jumps over bytes without the bit that is looked for with the runtime's vectors.

using System.Numerics;
using System.Runtime.InteropServices;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal readonly record struct BitRange(long First, long Last)
{
    public static readonly BitRange Empty = new(0, -1);

    public bool IsEmpty => First > Last;

    /// <summary>All bits of a string of so many bytes.</summary>
    public static BitRange Whole(int bytes) => new(0, bytes * 8L - 1);

    /// <summary>The range that was asked for, of a string of so many bytes.</summary>
    public static BitRange Of(long start, long end, bool inBits, int bytes)
    {
        long length = inBits ? bytes * 8L : bytes;
        if (start < 0) start = Math.Max(0, start + length);
        if (end < 0) end = Math.Max(0, end + length);
        end = Math.Min(end, length - 1);
        if (start > end) return Empty;
        return inBits ? new BitRange(start, end) : new BitRange(start * 8, end * 8 + 7);
    }

    /// <summary>Number of ones in the range.</summary>
    public long CountOnes(ReadOnlySpan<byte> bytes)
    {
        if (IsEmpty) return 0;
        int first = (int)(First >> 3), last = (int)(Last >> 3);
        return CountAll(bytes[first..(last + 1)])
            - BitOperations.PopCount((uint)bytes[first] & ~HeadMask)
            - BitOperations.PopCount((uint)bytes[last] & ~TailMask);
    }

    /// <summary>Position of the first bit in the range that is one, or zero; -1 when none is.</summary>
    public long Find(bool one, ReadOnlySpan<byte> bytes)
    {
        if (IsEmpty) return -1;
        int first = (int)(First >> 3), last = (int)(Last >> 3);
        byte skipped = one ? (byte)0 : (byte)0xff;
        for (int at = first; at <= last; at++)
        {
            // Only the first and the last byte have bits outside the range: in between whole bytes are jumped over.
            if (at != first)
            {
                int next = bytes[at..(last + 1)].IndexOfAnyExcept(skipped);
                if (next < 0) return -1;
                at += next;
            }
            uint candidates = (uint)(bytes[at] ^ skipped) & (at == first ? HeadMask : 0xff) & (at == last ? TailMask : 0xff);
            if (candidates != 0) return at * 8L + BitOperations.LeadingZeroCount(candidates) - 24;
        }
        return -1;
    }

    // Those bits of the first byte, and of the last, that lie in the range.
    private uint HeadMask => 0xffu >> (int)(First & 7);

    private uint TailMask => 0xffu << (int)(7 - (Last & 7)) & 0xff;

    private static long CountAll(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        long a = 0, b = 0, c = 0, d = 0;
        int i = 0;
        // Four sums: one would make each addition wait for the one before.
        for (; i <= words.Length - 4; i += 4)
        {
            a += BitOperations.PopCount(words[i]);
            b += BitOperations.PopCount(words[i + 1]);
            c += BitOperations.PopCount(words[i + 2]);
            d += BitOperations.PopCount(words[i + 3]);
        }
        for (; i < words.Length; i++) a += BitOperations.PopCount(words[i]);
        foreach (byte rest in bytes[(words.Length * 8)..]) a += BitOperations.PopCount(rest);
        return a + b + c + d;
    }
}
