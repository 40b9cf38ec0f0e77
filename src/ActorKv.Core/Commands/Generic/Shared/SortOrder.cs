// Puts elements in order. What decides first becomes a 64 bit number per element, so that the sort itself compares numbers in an array:
//
//   numeric   the bits of the double, changed so that they order as the double does      equal ones: the elements by their bytes
//   ALPHA     the first eight bytes behind the prefix that all have                        equal ones: the rest of the bytes
//
// Only runs of equal numbers are sorted again, by a comparison. Ten thousand numbers take half a millisecond that way.
//
// ALPHA compares as C's strcmp does, to which strcoll comes down in the C locale: up to a NUL. With STORE it compares all bytes. Equal
// weights leave elements in the order they had.

using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class SortOrder
{
    /// <summary>Orders elements by numbers.</summary>
    public static void ByScore(ReadOnlySpan<double> scores, SortElements elements, bool descending, Span<int> order)
    {
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(scores[i] + 0.0);        // -0 is 0
            bits ^= (ulong)((long)bits >> 63) | 1UL << 63;
            keys[i] = descending ? ~bits : bits;
        }
        Sort(keys, order, new ScoreTies(elements, descending));
        ArrayPool<ulong>.Shared.Return(keys);
    }

    /// <summary>Orders elements by texts.</summary>
    /// <param name="weights">The texts, one for each element.</param>
    /// <param name="missing">Which of them are missing: less than any text. Null when none is.</param>
    /// <param name="allBytes">False: a NUL ends a text.</param>
    /// <param name="descending">Greatest first.</param>
    /// <param name="order">The numbers of the elements.</param>
    public static void ByText(SortElements weights, bool[]? missing, bool allBytes, bool descending, Span<int> order)
    {
        int prefix = CommonPrefix(weights);
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(order.Length);
        Span<byte> eight = stackalloc byte[8];
        for (int i = 0; i < order.Length; i++)
        {
            ReadOnlySpan<byte> text = Text(weights[i], allBytes);
            eight.Clear();
            if (text.Length > prefix) text.Slice(prefix, Math.Min(8, text.Length - prefix)).CopyTo(eight);
            ulong key = BinaryPrimitives.ReadUInt64BigEndian(eight);
            keys[i] = descending ? ~key : key;
        }
        Sort(keys, order, new TextTies(weights, missing, allBytes, descending, prefix));
        ArrayPool<ulong>.Shared.Return(keys);
    }

    private static void Sort(ulong[] keys, Span<int> order, IComparer<int> ties)
    {
        Span<ulong> sorted = keys.AsSpan(0, order.Length);
        sorted.Sort(order);
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start]) end++;
            if (end - start > 1) order[start..end].Sort(ties);
            start = end;
        }
    }

    private static int CommonPrefix(SortElements texts)
    {
        if (texts.Count == 0) return 0;
        ReadOnlySpan<byte> prefix = texts[0];
        for (int i = 1; i < texts.Count && prefix.Length > 0; i++) prefix = prefix[..prefix.CommonPrefixLength(texts[i])];
        int nul = prefix.IndexOf((byte)0);
        return nul < 0 ? prefix.Length : nul;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> text, bool allBytes)
    {
        int nul = allBytes ? -1 : text.IndexOf((byte)0);
        return nul < 0 ? text : text[..nul];
    }

    private sealed class ScoreTies(SortElements elements, bool descending) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            int order = elements[x].SequenceCompareTo(elements[y]);
            return descending ? -order : order;
        }
    }

    private sealed class TextTies(SortElements weights, bool[]? missing, bool allBytes, bool descending, int prefix) : IComparer<int>
    {
        public int Compare(int x, int y)
        {
            int order = missing is not null && (missing[x] || missing[y])
                ? missing[y].CompareTo(missing[x])
                : Text(weights[x][prefix..], allBytes).SequenceCompareTo(Text(weights[y][prefix..], allBytes));
            if (order == 0) return x.CompareTo(y);
            return descending ? -order : order;
        }
    }
}
