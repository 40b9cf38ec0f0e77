// A HyperLogLog is a string: that is how Redis keeps it, what GET shows, and what SET or RESTORE may bring back. Byte for byte the same here.
//
//   0      4          5    8             16
//   +------+----------+----+-------------+-----------------------------+
//   | HYLL | encoding | 0  | cardinality | registers                   |
//   +------+----------+----+-------------+-----------------------------+
//            0 dense         8 bytes, little endian, what was counted last; its top bit is set when a register has changed since
//            1 sparse
//
// 16384 registers (DenseHll.cs, SparseHll.cs). An element's hash names a register, by its low 14 bits, and a rank: one more than the number of
// zeros behind which the first one follows in the other 50. A register keeps the highest rank it has met. A string begins sparse and becomes
// dense, for good, when it would exceed hll-sparse-max-bytes or meets a rank above 32.
//
// Clients can write such strings themselves, so nothing in one is trusted: whoever looks into the registers has asked IsIntact.
// Source: P. Flajolet et al., "HyperLogLog" (2007); S. Heule et al., "HyperLogLog in Practice" (2013); the layout is Redis'.

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.HyperLogLogs;

internal static class HllString
{
    public const int Registers = 1 << IndexBits, HeaderSize = 16, CardinalityAt = 8, CardinalitySize = 8;

    private const int IndexBits = 14, EncodingAt = 4;
    private const byte Dense = 0, Sparse = 1, Stale = 0x80;

    private static ReadOnlySpan<byte> Magic => "HYLL"u8;

    /// <summary>True when the header is one, and the length that of its encoding.</summary>
    public static bool HasHeader(ReadOnlySpan<byte> hll) =>
        hll.Length >= HeaderSize && hll.StartsWith(Magic) &&
        (hll[EncodingAt] == Sparse || (hll[EncodingAt] == Dense && hll.Length == HeaderSize + DenseHll.Size));

    public static bool IsSparse(ReadOnlySpan<byte> hll) => hll[EncodingAt] == Sparse;

    /// <summary>True when the registers of a string that <see cref="HasHeader"/> are there, each once.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> hll) => !IsSparse(hll) || SparseHll.IsIntact(hll[HeaderSize..]);

    /// <summary>A new one that has met nothing.</summary>
    public static StringBuffer Create()
    {
        byte[] hll = new byte[HeaderSize + SparseHll.EmptySize];
        Magic.CopyTo(hll);
        hll[EncodingAt] = Sparse;
        SparseHll.WriteEmpty(hll.AsSpan(HeaderSize));
        return new StringBuffer(hll);
    }

    /// <summary>What was counted last, if no register has changed since.</summary>
    public static bool TryGetCardinality(ReadOnlySpan<byte> hll, out long cardinality)
    {
        cardinality = BinaryPrimitives.ReadInt64LittleEndian(hll[CardinalityAt..]);
        return cardinality >= 0;
    }

    /// <summary>Says that a register has changed. False when that was said before.</summary>
    public static bool Invalidate(Span<byte> hll)
    {
        ref byte top = ref hll[CardinalityAt + CardinalitySize - 1];
        bool changed = (top & Stale) == 0;
        top |= Stale;
        return changed;
    }

    /// <summary>Makes a register be at least <paramref name="rank"/>. True when it was less.</summary>
    /// <param name="maxSparse">Bytes that a sparse string may have.</param>
    public static bool Raise(StringBuffer hll, int register, int rank, int maxSparse)
    {
        if (IsSparse(hll.Value))
        {
            SparseChange change = rank <= SparseHll.MaxRank ? SparseHll.Raise(hll, register, rank, maxSparse) : SparseChange.TooLarge;
            if (change != SparseChange.TooLarge) return change == SparseChange.Raised;
            MakeDense(hll);
        }
        return DenseHll.Raise(hll.Writable(hll.Length)[HeaderSize..], register, rank);
    }

    /// <summary>Makes a sparse string dense. The cached cardinality stays as it is.</summary>
    public static void MakeDense(StringBuffer hll)
    {
        byte[] dense = new byte[HeaderSize + DenseHll.Size];
        hll.Value[..HeaderSize].CopyTo(dense);
        dense[EncodingAt] = Dense;
        SparseHll.CopyTo(hll.Value[HeaderSize..], dense.AsSpan(HeaderSize));
        hll.Adopt(dense);
    }

    /// <summary>The register and the rank of an element.</summary>
    public static (int Register, int Rank) Place(ReadOnlySpan<byte> element)
    {
        ulong hash = HllHash.Compute(element);
        // A one behind the last bit bounds the rank.
        return ((int)(hash & Registers - 1), 1 + System.Numerics.BitOperations.TrailingZeroCount(hash >> IndexBits | 1UL << 64 - IndexBits));
    }

    /// <summary>Counts an intact string.</summary>
    public static long Count(ReadOnlySpan<byte> hll)
    {
        HllHistogram histogram = default;
        if (IsSparse(hll)) SparseHll.AddTo(ref histogram, hll[HeaderSize..]);
        else DenseHll.AddTo(ref histogram, hll[HeaderSize..]);
        return histogram.Estimate();
    }

    /// <summary>Makes each of <paramref name="ranks"/>, one byte a register, be at least what the register of an intact string is.</summary>
    public static void MergeInto(Span<byte> ranks, ReadOnlySpan<byte> hll)
    {
        if (IsSparse(hll)) SparseHll.MergeInto(ranks, hll[HeaderSize..]);
        else DenseHll.MergeInto(ranks, hll[HeaderSize..]);
    }
}
