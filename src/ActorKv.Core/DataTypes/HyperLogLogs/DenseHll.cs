// Registers of six bits, one behind the other, the low bits first:
//
//   byte   0        1        2          3 …
//          11000000 22221111 33333322   register 0 is the low six bits of byte 0, register 1 its high two and the low four of byte 1
//
// So three bytes hold four registers, and whole strings are walked three bytes at a time.

namespace ActorKv.Core.DataTypes.HyperLogLogs;

internal static class DenseHll
{
    public const int Size = HllString.Registers * Bits / 8;

    private const int Bits = 6, Mask = (1 << Bits) - 1;

    public static int Get(ReadOnlySpan<byte> registers, int register)
    {
        int at = register * Bits / 8, shift = register * Bits & 7;
        // The last register ends with its byte and has no next.
        int both = registers[at] | (at + 1 < registers.Length ? registers[at + 1] << 8 : 0);
        return both >> shift & Mask;
    }

    /// <summary>Makes a register be at least <paramref name="rank"/>. True when it was less.</summary>
    public static bool Raise(Span<byte> registers, int register, int rank)
    {
        if (Get(registers, register) >= rank) return false;
        int at = register * Bits / 8, shift = register * Bits & 7;
        registers[at] = (byte)(registers[at] & ~(Mask << shift) | rank << shift);
        if (shift > 8 - Bits) registers[at + 1] = (byte)(registers[at + 1] & ~(Mask >> 8 - shift) | rank >> 8 - shift);
        return true;
    }

    public static void AddTo(ref HllHistogram histogram, ReadOnlySpan<byte> registers)
    {
        for (int at = 0; at < Size; at += 3)
        {
            int four = registers[at] | registers[at + 1] << 8 | registers[at + 2] << 16;
            histogram.Add(four & Mask);
            histogram.Add(four >> Bits & Mask);
            histogram.Add(four >> 2 * Bits & Mask);
            histogram.Add(four >> 3 * Bits);
        }
    }

    /// <summary>Makes each of <paramref name="ranks"/>, one byte a register, be at least what the register is.</summary>
    public static void MergeInto(Span<byte> ranks, ReadOnlySpan<byte> registers)
    {
        for (int at = 0, i = 0; at < Size; at += 3, i += 4)
        {
            int four = registers[at] | registers[at + 1] << 8 | registers[at + 2] << 16;
            ranks[i] = Math.Max(ranks[i], (byte)(four & Mask));
            ranks[i + 1] = Math.Max(ranks[i + 1], (byte)(four >> Bits & Mask));
            ranks[i + 2] = Math.Max(ranks[i + 2], (byte)(four >> 2 * Bits & Mask));
            ranks[i + 3] = Math.Max(ranks[i + 3], (byte)(four >> 3 * Bits));
        }
    }
}
