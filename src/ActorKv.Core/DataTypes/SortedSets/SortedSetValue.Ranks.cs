// The order of a sorted set: ranks, what lies between two bounds, and walking from a rank on.
//
// Everything that commands ask of the order ends in a run of ranks. A packed set is walked from its beginning; a table is searched.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.SortedSets;

/// <summary>Ranks one behind the other, from the lowest score.</summary>
internal readonly record struct RankRange(int Start, int Count);

internal sealed partial class SortedSetValue
{
    /// <summary>Rank of the member at a position.</summary>
    public int RankOf(int position)
    {
        if (_table is not null) return _table.RankOf(position);
        int rank = 0;
        for (int at = 0; at < position; at = NextPacked(at)) rank++;
        return rank;
    }

    /// <summary>Walks from a rank on; at no member when there is none.</summary>
    public SortedSetCursor CursorAt(int rank)
    {
        if (rank < 0 || rank >= Count) return default;
        if (_table is not null)
        {
            OrderLeaf leaf = _table.Order.Find(rank, out int position);
            return new SortedSetCursor(this, leaf, position);
        }
        int at = 0;
        for (; rank > 0; rank--) at = NextPacked(at);
        return new SortedSetCursor(this, null, at);
    }

    /// <summary>The members whose scores lie in an interval.</summary>
    /// <param name="range">The interval.</param>
    /// <param name="backwards">From which end the members are read.</param>
    /// <param name="skip">How many are passed over first.</param>
    public RankRange Select(in ScoreRange range, bool backwards, int skip) => Between(range.Least, range.Most, backwards, skip);

    /// <summary>The members that lie in an interval.</summary>
    /// <param name="range">The interval.</param>
    /// <param name="backwards">From which end the members are read.</param>
    /// <param name="skip">How many are passed over first.</param>
    public RankRange Select(scoped in LexRange range, bool backwards, int skip)
    {
        if (range.IsEmpty) return default;
        if (_table is null) return backwards ? WalkBackwards(in range, skip) : WalkForwards(in range, skip);
        return Between(range.Least, range.Most, backwards, skip);
    }

    /// <summary>Removes a run of ranks.</summary>
    public void RemoveRange(RankRange range)
    {
        if (_table is not null)
        {
            _table.RemoveRange(range.Start, range.Count);
            Trim();
            return;
        }
        int from = 0;
        for (int i = 0; i < range.Start; i++) from = NextPacked(from);
        int to = from;
        for (int i = 0; i < range.Count; i++) to = NextPacked(to);
        RemoveEntries(from, to, range.Count * 2);
    }

    /// <summary>The member at a position.</summary>
    internal PackedElement MemberAt(int position) => _table is null ? ListPack.Read(Body, position) : new PackedElement(_table[position].Member);

    /// <summary>Moves the offset of a packed member to the next one, if there is one.</summary>
    internal bool TryNext(ref int at) => (at = NextPacked(at)) < Body.Length;

    /// <summary>Moves the offset of a packed member to the one before, if there is one.</summary>
    internal bool TryPrevious(ref int at)
    {
        if (at == 0) return false;
        at = ListPack.Previous(Body, ListPack.Previous(Body, at));
        return true;
    }

    private RankRange Between<TBound>(scoped in TBound least, scoped in TBound most, bool backwards, int skip) where TBound : IOrderBound, allows ref struct
    {
        int start = CountBefore(in least), count = CountBefore(in most) - start - skip;
        return count > 0 ? new RankRange(backwards ? start : start + skip, count) : default;
    }

    private int CountBefore<TBound>(scoped in TBound bound) where TBound : IOrderBound, allows ref struct
    {
        if (_table is not null) return _table.Order.CountBefore(in bound);
        SeekPacked(in bound, out int rank);
        return rank;
    }

    // Offset of the first member that a bound is not behind.
    private int SeekPacked<TBound>(scoped in TBound bound, out int rank) where TBound : IOrderBound, allows ref struct
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        rank = 0;
        int at = 0;
        for (; at < Body.Length; at = NextPacked(at), rank++)
            if (!bound.IsBehind(ScoreAt(at), ListPack.Read(Body, at).Text(scratch))) break;
        return at;
    }

    // As redis-server walks: makes sure that the last member is not too low and the first one not too high, goes to the first member that is
    // not too low, passes over those to be skipped without a look, and takes members as long as they lie in the interval.
    private RankRange WalkForwards(scoped in LexRange range, int skip)
    {
        if (!MayOverlap(in range)) return default;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        SortedSetCursor at = CursorAt(0);
        int start = 0, count = 0;
        for (; range.Least.IsBehind(0, at.Member.Text(scratch)); at.MoveNext()) start++;
        if (!range.Contains(at.Member.Text(scratch))) return default;
        for (; skip > 0 && at.IsAtMember; skip--, at.MoveNext()) start++;
        for (; at.IsAtMember && range.Most.IsBehind(0, at.Member.Text(scratch)); at.MoveNext()) count++;
        return new RankRange(start, count);
    }

    private RankRange WalkBackwards(scoped in LexRange range, int skip)
    {
        if (!MayOverlap(in range)) return default;
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        SortedSetCursor at = CursorAt(Count - 1);
        int end = Count, count = 0;
        for (; !range.Most.IsBehind(0, at.Member.Text(scratch)); at.MovePrevious()) end--;
        if (!range.Contains(at.Member.Text(scratch))) return default;
        for (; skip > 0 && at.IsAtMember; skip--, at.MovePrevious()) end--;
        for (; at.IsAtMember && !range.Least.IsBehind(0, at.Member.Text(scratch)); at.MovePrevious()) count++;
        return new RankRange(end - count, count);
    }

    private bool MayOverlap(scoped in LexRange range)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        return Count > 0 && !range.Least.IsBehind(0, CursorAt(Count - 1).Member.Text(scratch)) && range.Most.IsBehind(0, CursorAt(0).Member.Text(scratch));
    }
}
