// LZF, the compression that Redis uses within RDB files and DUMP payloads.
//
//   000lllll               l + 1 literal bytes follow
//   lllooooo oooooooo      l + 2 bytes again from o + 1 bytes back (l 1 .. 6)
//   111ooooo llllllll oooooooo      l + 9 bytes again from o + 1 bytes back
//
// A back reference may overlap what it writes: a run of one byte is a reference to one byte back. Source of the format: liblzf.
//
// Compressing is greedy: a table remembers where each three bytes were seen last, and the first match found there is taken. The table is
// as large as the input deserves, since clearing it is most of the work for a short string. Where nothing matches for long the search
// takes larger steps, so what does not compress costs little.

using System.Buffers;
using System.Numerics;

namespace ActorKv.Core.DataTypes;

internal static class Lzf
{
    /// <summary>No compressed byte stands for more than this many: 3 bytes give at most 264.</summary>
    public const int MaxRatio = 88;

    private const int MaxLiterals = 32, MaxBack = 8192, MinMatch = 3, MaxMatch = 264, LongMatch = 9;
    private const int MinTableBits = 6, MaxTableBits = 14;
    private const int StepShift = 7;      // one byte further a step for each 128 bytes without a match

    /// <summary>Compresses into <paramref name="target"/>. Returns the number of bytes, 0 when they do not fit.</summary>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int bits = Math.Clamp(BitOperations.Log2((uint)source.Length + 1) + 1, MinTableBits, MaxTableBits);
        int[] rented = ArrayPool<int>.Shared.Rent(1 << bits);
        Span<int> seen = rented.AsSpan(0, 1 << bits);        // 1 + position
        seen.Clear();
        int length = Compress(source, target, seen, 32 - bits);
        ArrayPool<int>.Shared.Return(rented);
        return length;
    }

    /// <summary>Decompresses into exactly <paramref name="target"/>. False when the data does not do that.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int from = 0, to = 0;
        while (from < source.Length)
        {
            int control = source[from++];
            if (control < 32)
            {
                int run = control + 1;
                if (run > source.Length - from || run > target.Length - to) return false;
                source.Slice(from, run).CopyTo(target[to..]);
                from += run;
                to += run;
                continue;
            }
            int length = control >> 5;
            if (length == 7)
            {
                if (from == source.Length) return false;
                length += source[from++];
            }
            if (from == source.Length) return false;
            int back = ((control & 0x1f) << 8 | source[from++]) + 1;
            length += 2;
            if (back > to || length > target.Length - to) return false;
            for (int i = 0; i < length; i++, to++) target[to] = target[to - back];
        }
        return to == target.Length;
    }

    private static int Compress(ReadOnlySpan<byte> source, Span<byte> target, Span<int> seen, int shift)
    {
        int at = 0, literals = 0, to = 0;
        int last = source.Length - MinMatch;
        while (at <= last)
        {
            uint three = Three(source, at);
            ref int slot = ref seen[Hash(three, shift)];
            int before = slot - 1;
            slot = at + 1;
            if (before < 0 || at - before > MaxBack || Three(source, before) != three)
            {
                at += 1 + (at - literals >> StepShift);
                continue;
            }
            ReadOnlySpan<byte> rest = source.Slice(at + MinMatch, Math.Min(source.Length - at, MaxMatch) - MinMatch);
            int length = MinMatch + rest.CommonPrefixLength(source[(before + MinMatch)..]);
            if (!TryWriteLiterals(source[literals..at], target, ref to) || !TryWriteMatch(at - before - 1, length, target, ref to)) return 0;
            // Of what a match covers only the end is remembered: the rest was seen before.
            at = literals = at + length;
            for (int near = at - 2; near < at && near <= last; near++) seen[Hash(Three(source, near), shift)] = near + 1;
        }
        return TryWriteLiterals(source[literals..], target, ref to) ? to : 0;
    }

    private static uint Three(ReadOnlySpan<byte> bytes, int at) => bytes[at] | (uint)bytes[at + 1] << 8 | (uint)bytes[at + 2] << 16;

    private static int Hash(uint three, int shift) => (int)(three * 2654435761u >> shift);

    private static bool TryWriteLiterals(ReadOnlySpan<byte> literals, Span<byte> target, ref int to)
    {
        while (literals.Length > 0)
        {
            int count = Math.Min(literals.Length, MaxLiterals);
            if (count >= target.Length - to) return false;
            target[to++] = (byte)(count - 1);
            literals[..count].CopyTo(target[to..]);
            to += count;
            literals = literals[count..];
        }
        return true;
    }

    private static bool TryWriteMatch(int back, int length, Span<byte> target, ref int to)
    {
        if (target.Length - to < 3) return false;
        if (length < LongMatch) target[to++] = (byte)(length - 2 << 5 | back >> 8);
        else
        {
            target[to++] = (byte)(0xE0 | back >> 8);
            target[to++] = (byte)(length - LongMatch);
        }
        target[to++] = (byte)back;
        return true;
    }
}
