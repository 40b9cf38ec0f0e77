// A place in a sorted set that moves both ways, member by member, and reads without an allocation. A change of the set invalidates it.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.SortedSets;

/// <param name="set">The sorted set.</param>
/// <param name="leaf">The leaf of the order, when the set is a table.</param>
/// <param name="at">The position in the leaf; without one, the offset in the listpack.</param>
internal struct SortedSetCursor(SortedSetValue set, OrderLeaf? leaf, int at)
{
    private OrderLeaf? _leaf = leaf;
    private int _at = at;

    public bool IsAtMember { get; private set; } = true;

    /// <summary>The position of the member, as <see cref="SortedSetValue.Find"/> gives it.</summary>
    public readonly int Position => _leaf is null ? _at : _leaf[_at];

    public readonly PackedElement Member => set.MemberAt(Position);

    public readonly double Score => set.ScoreAt(Position);

    public void MoveNext()
    {
        if (_leaf is null)
        {
            IsAtMember = set.TryNext(ref _at);
            return;
        }
        if (++_at < _leaf.Count) return;
        _leaf = _leaf.Next;
        _at = 0;
        IsAtMember = _leaf is not null;
    }

    public void MovePrevious()
    {
        if (_leaf is null)
        {
            IsAtMember = set.TryPrevious(ref _at);
            return;
        }
        if (--_at >= 0) return;
        _leaf = _leaf.Previous;
        IsAtMember = _leaf is not null;
        if (IsAtMember) _at = _leaf!.Count - 1;
    }
}
