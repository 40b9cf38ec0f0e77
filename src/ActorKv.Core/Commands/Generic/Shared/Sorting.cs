// What SORT and SORT_RO share: from a key to its elements in order, and from these to a reply or a list.
//
// A list or sorted set that asks for no order comes as it lies, DESC from its end, and then LIMIT saves the walk over the rest. A set has
// no order of its own; when it is stored unsorted its elements come ordered by their bytes, so that replay stores the same list.

using System.Buffers;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class Sorting
{
    /// <summary>Reads the elements of a key and puts them in order. False, with the error replied, when the key holds another type or a weight
    /// is no number.</summary>
    public static bool TrySort(ReadOnlySpan<byte> name, in SortOptions asked, KeyTurn turn, SortElements elements)
    {
        KeyEntry key = turn.Read(name);
        if (!key.Exists) return true;
        SortOptions options = asked;
        switch (key.Value)
        {
            case QuickList list when options.Unsorted:
                Load(list, in options, elements);
                elements.NewOrder();
                return true;
            case SortedSetValue members when options.Unsorted:
                (int start, int count) = options.Within(members.Count);
                Load(members, options.Descending, start, count, elements);
                elements.NewOrder();
                return true;
            case QuickList list:
                Load(list, elements);
                break;
            case SortedSetValue members:
                Load(members, descending: false, 0, members.Count, elements);
                break;
            case SetValue members:
                if (options.Unsorted && options.Destination > 0) options.OrderByBytes();
                Load(members, elements);
                break;
            default:
                turn.Reply.Error(Errors.WrongType);
                return false;
        }
        return TryOrder(in options, turn, elements);
    }

    public static void Reply(in SortOptions options, KeyTurn turn, SortElements sorted)
    {
        turn.Reply.Array(sorted.Order.Length * Math.Max(1, options.Gets));
        byte[] scratch = [];
        foreach (int element in sorted.Order)
        {
            if (options.Gets == 0) turn.Reply.Bulk(sorted[element]);
            foreach (SortPattern get in options.GetPatterns)
            {
                if (get.TryFind(sorted[element], turn, ref scratch, out ReadOnlySpan<byte> value)) turn.Reply.Bulk(value);
                else turn.Reply.Null();
            }
        }
    }

    /// <summary>The list that STORE makes. What GET does not find is an empty element.</summary>
    public static QuickList ToList(in SortOptions options, KeyTurn turn, SortElements sorted)
    {
        QuickList list = new();
        NodeLimit limit = new(turn.Settings.ListMaxListpackSize);
        byte[] scratch = [];
        foreach (int element in sorted.Order)
        {
            if (options.Gets == 0) list.Push(ListEnd.Tail, PackedElement.Of(sorted[element]), limit);
            foreach (SortPattern get in options.GetPatterns)
            {
                get.TryFind(sorted[element], turn, ref scratch, out ReadOnlySpan<byte> value);
                list.Push(ListEnd.Tail, PackedElement.Of(value), limit);
            }
        }
        return list;
    }

    private static void Load(QuickList list, SortElements elements)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        for (ListCursor at = list.Seek(0); at.IsAtElement; at.MoveNext()) elements.Add(at.Current.Text(scratch));
    }

    private static void Load(QuickList list, in SortOptions options, SortElements elements)
    {
        (int start, int count) = options.Within((int)Math.Min(list.Count, int.MaxValue));
        if (count == 0) return;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        ListCursor at = list.Seek(options.Descending ? -1 - start : start);
        for (; count > 0; count--)
        {
            elements.Add(at.Current.Text(scratch));
            if (options.Descending) at.MovePrevious();
            else at.MoveNext();
        }
    }

    private static void Load(SortedSetValue members, bool descending, int start, int count, SortElements elements)
    {
        if (count == 0) return;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        SortedSetCursor at = members.CursorAt(descending ? members.Count - 1 - start : start);
        for (; count > 0; count--)
        {
            elements.Add(at.Member.Text(scratch));
            if (descending) at.MovePrevious();
            else at.MoveNext();
        }
    }

    private static void Load(SetValue members, SortElements elements)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (PackedElement member in members) elements.Add(member.Text(scratch));
    }

    private static bool TryOrder(in SortOptions options, KeyTurn turn, SortElements elements)
    {
        Span<int> order = elements.NewOrder();
        if (options.Unsorted || options.Alpha)
        {
            if (!options.Unsorted) OrderByText(in options, turn, elements, order);
        }
        else if (!TryOrderByScore(in options, turn, elements, order)) return false;
        (int start, int count) = options.Within(elements.Count);
        elements.Limit(start, count);
        return true;
    }

    private static void OrderByText(in SortOptions options, KeyTurn turn, SortElements elements, Span<int> order)
    {
        bool allBytes = options.Destination > 0;
        if (!options.HasBy)
        {
            SortOrder.ByText(elements, null, allBytes, options.Descending, order);
            return;
        }
        using SortElements weights = new();
        bool[] missing = new bool[elements.Count];
        SortPattern by = options.By;
        byte[] scratch = [];
        for (int i = 0; i < elements.Count; i++)
        {
            missing[i] = !by.TryFind(elements[i], turn, ref scratch, out ReadOnlySpan<byte> weight);
            weights.Add(missing[i] ? default : weight);
        }
        SortOrder.ByText(weights, missing, allBytes, options.Descending, order);
    }

    private static bool TryOrderByScore(in SortOptions options, KeyTurn turn, SortElements elements, Span<int> order)
    {
        double[] scores = ArrayPool<double>.Shared.Rent(elements.Count);
        bool numbers = options.HasBy ? TryReadWeights(options.By, turn, elements, scores) : TryReadScores(elements, scores);
        if (numbers) SortOrder.ByScore(scores, elements, options.Descending, order);
        else turn.Reply.Error("ERR One or more scores can't be converted into double"u8);
        ArrayPool<double>.Shared.Return(scores);
        return numbers;
    }

    private static bool TryReadScores(SortElements elements, double[] scores)
    {
        for (int i = 0; i < elements.Count; i++)
            if (!TryScore(elements[i], out scores[i])) return false;
        return true;
    }

    // An element without a weight weighs 0. All are looked up, whatever comes of it: that is an access to each key.
    private static bool TryReadWeights(SortPattern by, KeyTurn turn, SortElements elements, double[] scores)
    {
        bool numbers = true;
        byte[] scratch = [];
        for (int i = 0; i < elements.Count; i++)
        {
            scores[i] = 0;
            if (by.TryFind(elements[i], turn, ref scratch, out ReadOnlySpan<byte> weight)) numbers &= TryScore(weight, out scores[i]);
        }
        return numbers;
    }

    // As C's strtod reads a string: white space before the number, nothing behind a NUL, and an empty one is 0.
    private static bool TryScore(ReadOnlySpan<byte> text, out double score)
    {
        if (Numbers.TryParseInt64(text, out long integer))
        {
            score = integer;
            return true;
        }
        int nul = text.IndexOf((byte)0);
        if (nul >= 0) text = text[..nul];
        score = 0;
        return text.IsEmpty || (DoubleText.TryParse(text.TrimStart(" \t\n\v\f\r"u8), out score, out bool outOfRange) && !outOfRange);
    }
}
