// The nodes of a MemberOrder: leaves that hold entry numbers, and branches over them.
//
//   branch    children    | node 0 | node 1 | node 2 |
//             counts      |    900 |   1100 |    870 |       members below each child: a rank is found by adding
//             separators  |   -    | (5, f) | (9, c) |       not behind any member of the child, behind all of the child before it
//
//   leaf      entries     | 17 | 3 | 240 | …                 numbers of the table's entries, in order; previous and next leaf
//
// A separator is a score and a member's array, not an entry number: the member may be gone, and what it says stays true. So removals never touch
// separators.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.SortedSets;

internal readonly record struct Separator(double Score, byte[] Member);

internal abstract class OrderNode
{
    /// <summary>Bytes that the node takes.</summary>
    public abstract long MemoryUsage { get; }

    /// <summary>True when the node holds so little that it should be merged with a neighbour.</summary>
    public abstract bool IsSparse { get; }
}

internal sealed class OrderLeaf(int capacity) : OrderNode
{
    public const int Capacity = 128;

    private int[] _entries = new int[capacity];

    public int Count { get; private set; }

    public OrderLeaf? Previous { get; private set; }

    public OrderLeaf? Next { get; private set; }

    public bool IsFull => Count == Capacity;

    public override bool IsSparse => Count < Capacity / 4;

    public override long MemoryUsage => ObjectSize.Of(32) + ObjectSize.Array(4L * _entries.Length);

    public int this[int position] => _entries[position];

    public Span<int> Entries => _entries.AsSpan(0, Count);

    public void Insert(int position, int entry)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Math.Min(Capacity, Count * 2));
        _entries.AsSpan(position, Count - position).CopyTo(_entries.AsSpan(position + 1));
        _entries[position] = entry;
        Count++;
    }

    public void RemoveAt(int position)
    {
        Count--;
        _entries.AsSpan(position + 1, Count - position).CopyTo(_entries.AsSpan(position));
    }

    /// <summary>Moves what is behind the first <paramref name="kept"/> entries into a new leaf, which comes next.</summary>
    public OrderLeaf SplitAt(int kept)
    {
        OrderLeaf right = new(Capacity);
        if (kept == 0) (right._entries, _entries) = (_entries, right._entries);
        else _entries.AsSpan(kept, Count - kept).CopyTo(right._entries);
        right.Count = Count - kept;
        Count = kept;
        right.Next = Next;
        right.Previous = this;
        if (Next is not null) Next.Previous = right;
        Next = right;
        return right;
    }

    /// <summary>Takes over the entries of the next leaf, which then is no more. There is room for them.</summary>
    public void MergeNext()
    {
        OrderLeaf right = Next!;
        right.Entries.CopyTo(_entries.AsSpan(Count));
        Count += right.Count;
        right.Unlink();
    }

    /// <summary>Takes the leaf out from between its neighbours.</summary>
    public void Unlink()
    {
        if (Previous is not null) Previous.Next = Next;
        if (Next is not null) Next.Previous = Previous;
    }
}

internal sealed class OrderBranch : OrderNode
{
    public const int Capacity = 64;

    private readonly OrderNode[] _children = new OrderNode[Capacity];
    private readonly int[] _counts = new int[Capacity];
    private readonly Separator[] _separators = new Separator[Capacity];

    /// <summary>Number of children.</summary>
    public int Count { get; private set; }

    /// <summary>Number of members below.</summary>
    public int Members { get; private set; }

    public bool IsFull => Count == Capacity;

    public override bool IsSparse => Count < Capacity / 4;

    public override long MemoryUsage => ObjectSize.Of(32) + ObjectSize.Array(8 * Capacity) + ObjectSize.Array(4 * Capacity) + ObjectSize.Array(16 * Capacity);

    public OrderNode this[int slot] => _children[slot];

    /// <summary>What separates the branch from its neighbour to the left, right after it came to be.</summary>
    public Separator FirstSeparator => _separators[0];

    public int CountOf(int slot) => _counts[slot];

    /// <summary>The child in which a bound lies: the last one whose separator it is behind.</summary>
    public int SlotOf<TBound>(in TBound bound) where TBound : IOrderBound, allows ref struct
    {
        int low = 1, high = Count;
        while (low < high)
        {
            int middle = low + high >>> 1;
            ref Separator separator = ref _separators[middle];
            if (bound.IsBehind(separator.Score, separator.Member)) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    /// <summary>Members in the children before a slot.</summary>
    public int CountBefore(int slot)
    {
        int count = 0;
        foreach (int below in _counts.AsSpan(0, slot)) count += below;
        return count;
    }

    /// <summary>The child that holds the member of a rank, which becomes its rank within the child.</summary>
    public int SlotOf(ref int rank)
    {
        int slot = 0;
        while (rank >= _counts[slot]) rank -= _counts[slot++];
        return slot;
    }

    public void Add(int slot, int members)
    {
        _counts[slot] += members;
        Members += members;
    }

    public void InsertChild(int slot, OrderNode child, int members, Separator separator)
    {
        int behind = Count - slot;
        Array.Copy(_children, slot, _children, slot + 1, behind);
        Array.Copy(_counts, slot, _counts, slot + 1, behind);
        Array.Copy(_separators, slot, _separators, slot + 1, behind);
        _children[slot] = child;
        _counts[slot] = members;
        _separators[slot] = separator;
        Members += members;
        Count++;
    }

    /// <summary>Takes a child out; its members no longer count.</summary>
    public void RemoveChild(int slot)
    {
        Members -= _counts[slot];
        Count--;
        int behind = Count - slot;
        Array.Copy(_children, slot + 1, _children, slot, behind);
        Array.Copy(_counts, slot + 1, _counts, slot, behind);
        Array.Copy(_separators, slot + 1, _separators, slot, behind);
        _children[Count] = null!;
        _separators[Count] = default;
    }

    /// <summary>Moves the children from a slot on into a new branch, which comes next.</summary>
    public OrderBranch SplitAt(int slot)
    {
        OrderBranch right = new();
        for (int i = slot; i < Count; i++) right.InsertChild(right.Count, _children[i], _counts[i], _separators[i]);
        while (Count > slot) RemoveChild(Count - 1);
        return right;
    }

    /// <summary>Merges a child with the next one when both fit into one node with room to spare.</summary>
    public bool TryMerge(int slot)
    {
        if (slot < 0 || slot + 1 >= Count) return false;
        if (_children[slot] is OrderLeaf leaf)
        {
            if (leaf.Count + ((OrderLeaf)_children[slot + 1]).Count > OrderLeaf.Capacity * 3 / 4) return false;
            leaf.MergeNext();
        }
        else
        {
            OrderBranch branch = (OrderBranch)_children[slot], next = (OrderBranch)_children[slot + 1];
            if (branch.Count + next.Count > Capacity * 3 / 4) return false;
            for (int i = 0; i < next.Count; i++) branch.InsertChild(branch.Count, next[i], next._counts[i], i == 0 ? _separators[slot + 1] : next._separators[i]);
        }
        int members = _counts[slot + 1];
        RemoveChild(slot + 1);
        Add(slot, members);
        return true;
    }
}
