// The members that all of several sets have: those of the smallest that each of the others has. Stops at a limit.
//
// What is found are positions in the smallest set, so nothing is copied, and their number is known before the first is replied.

using ActorKv.Core.DataTypes.Sets;

namespace ActorKv.Core.Commands.Sets.Shared;

internal static class SetIntersection
{
    /// <summary>Lists positions in the set that is returned, up to <paramref name="most"/> of them. At least one set, none of them missing.</summary>
    public static SetValue Find(Span<SetValue> sets, List<int> positions, long most = long.MaxValue)
    {
        sets.Sort(static (left, right) => left.Count.CompareTo(right.Count));
        SetValue smallest = sets[0];
        for (SetValue.Enumerator at = smallest.GetEnumerator(); positions.Count < most && at.MoveNext();)
            if (IsInAll(smallest, at.Position, sets[1..])) positions.Add(at.Position);
        return smallest;
    }

    private static bool IsInAll(SetValue smallest, int position, ReadOnlySpan<SetValue> others)
    {
        foreach (SetValue other in others)
            if (!ReferenceEquals(other, smallest) && other.Find(smallest, position) < 0) return false;
        return true;
    }
}
