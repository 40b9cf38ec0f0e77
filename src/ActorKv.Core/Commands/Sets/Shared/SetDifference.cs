// The members of a first set that none of the others has, by the cheaper of two algorithms, chosen as Redis chooses:
//
//   by asking    each member of the first is looked for in the others, the largest first, until one has it          first * sets / 2
//   by crossing  each member of the others is looked for in the first and crossed out there, until none is left      sum of all sizes
//
// What is found are positions in the first set.

using System.Buffers;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Commands.Sets.Shared;

internal static class SetDifference
{
    /// <summary>Lists positions in <paramref name="first"/>. The others are those that are not missing.</summary>
    public static void Find(SetValue first, Span<SetValue> others, List<int> positions)
    {
        foreach (SetValue other in others)
            if (ReferenceEquals(other, first)) return;
        if (IsByAsking(first, others)) Ask(first, others, positions);
        else CrossOut(first, others, positions);
    }

    /// <summary>True when redis-server would make the result of SDIFFSTORE a hashtable although it may be integers alone: by crossing out, it
    /// begins with a copy of the first set.</summary>
    public static bool BeginsHashtable(SetValue first, Span<SetValue> others, KeyspaceSettings settings)
    {
        if (IsByAsking(first, others)) return false;
        if (first.Count > settings.SetMaxIntsetEntries) return true;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (PackedElement member in first)
            if (!PackedElement.Of(member.Text(scratch)).IsInteger) return true;
        return false;
    }

    private static bool IsByAsking(SetValue first, ReadOnlySpan<SetValue> others)
    {
        long asking = (long)first.Count * (others.Length + 1) / 2, crossing = first.Count;
        foreach (SetValue other in others) crossing += other.Count;
        return asking <= crossing;
    }

    private static void Ask(SetValue first, Span<SetValue> others, List<int> positions)
    {
        others.Sort(static (left, right) => right.Count.CompareTo(left.Count));
        for (SetValue.Enumerator at = first.GetEnumerator(); at.MoveNext();)
            if (!IsInAny(first, at.Position, others)) positions.Add(at.Position);
    }

    private static bool IsInAny(SetValue first, int position, ReadOnlySpan<SetValue> others)
    {
        foreach (SetValue other in others)
            if (other.Find(first, position) >= 0) return true;
        return false;
    }

    private static void CrossOut(SetValue first, ReadOnlySpan<SetValue> others, List<int> positions)
    {
        bool[] rented = ArrayPool<bool>.Shared.Rent(first.PositionLimit);
        Span<bool> crossed = rented.AsSpan(0, first.PositionLimit);
        crossed.Clear();
        if (CrossOut(first, others, crossed) > 0)
        {
            for (SetValue.Enumerator at = first.GetEnumerator(); at.MoveNext();)
                if (!crossed[at.Position]) positions.Add(at.Position);
        }
        ArrayPool<bool>.Shared.Return(rented);
    }

    // Returns how many are left.
    private static int CrossOut(SetValue first, ReadOnlySpan<SetValue> others, Span<bool> crossed)
    {
        int left = first.Count;
        foreach (SetValue other in others)
        {
            for (SetValue.Enumerator at = other.GetEnumerator(); at.MoveNext();)
            {
                int position = first.Find(other, at.Position);
                if (position < 0 || crossed[position]) continue;
                crossed[position] = true;
                if (--left == 0) return 0;
            }
        }
        return left;
    }
}
