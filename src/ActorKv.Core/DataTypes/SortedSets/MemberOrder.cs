// The order of a large sorted set: a counted B+ tree over the numbers of its table's entries.
//
//                     branch                          up to 64 children, with the number of members below each
//             +---------+---------+
//           leaf <---> leaf <---> leaf                up to 128 entry numbers, linked both ways
//
// Rank, range and score are found in logarithmic time, and a range is read from leaf to leaf. A member costs 4 bytes here at best and
// 6 on average, where a skip list's node costs 40 and more. Members that come in ascending or in descending order (time stamps, and every
// load) fill leaves completely: one that is full at an end of the order is not halved, a new one begins beside it.
//
// A leaf that has lost three quarters merges with a neighbour when both fit into three quarters of one: so inserts and removals at one place do
// not split and merge in turn.

namespace ActorKv.Core.DataTypes.SortedSets;

internal sealed class MemberOrder
{
    private const int FirstCapacity = 8;

    private readonly ScoredTable _table;
    private OrderNode _root = new OrderLeaf(FirstCapacity);

    public MemberOrder(ScoredTable table)
    {
        _table = table;
        MemoryUsage = _root.MemoryUsage;
    }

    /// <summary>Number of members.</summary>
    public int Count => MembersOf(_root);

    /// <summary>Bytes of all nodes.</summary>
    public long MemoryUsage { get; private set; }

    /// <summary>Number of members that a bound is behind.</summary>
    public int CountBefore<TBound>(scoped in TBound bound) where TBound : IOrderBound, allows ref struct
    {
        int count = 0;
        OrderNode node = _root;
        while (node is OrderBranch branch)
        {
            int slot = branch.SlotOf(in bound);
            count += branch.CountBefore(slot);
            node = branch[slot];
        }
        return count + PositionIn((OrderLeaf)node, in bound);
    }

    /// <summary>The leaf that holds the member of a rank, and its position there.</summary>
    public OrderLeaf Find(int rank, out int position)
    {
        OrderNode node = _root;
        while (node is OrderBranch branch) node = branch[branch.SlotOf(ref rank)];
        position = rank;
        return (OrderLeaf)node;
    }

    /// <summary>Puts in an entry of the table where its score and member belong.</summary>
    public void Insert(int entry)
    {
        MemberBound bound = new(_table[entry].Score, _table[entry].Member, behind: true);
        if (Insert(_root, entry, in bound) is not { } right) return;
        OrderBranch root = new();
        root.InsertChild(0, _root, MembersOf(_root), default);
        root.InsertChild(1, right.Node, MembersOf(right.Node), right.Separator);
        MemoryUsage += root.MemoryUsage;
        _root = root;
    }

    /// <summary>Takes out the entry of a rank.</summary>
    public void RemoveAt(int rank)
    {
        if (_root is OrderLeaf leaf)
        {
            leaf.RemoveAt(rank);
            return;
        }
        RemoveAt((OrderBranch)_root, rank);
        while (_root is OrderBranch { Count: 1 } root)
        {
            MemoryUsage -= root.MemoryUsage;
            _root = root[0];
        }
    }

    /// <summary>Gives the entry of a rank another score when its place stays the same. False, and nothing done, when it may not.</summary>
    public bool TryRescore(int rank, double score)
    {
        OrderLeaf leaf = Find(rank, out int position);
        if (position == 0 || position == leaf.Count - 1) return false;
        ref ScoredMember entry = ref _table[leaf[position]], before = ref _table[leaf[position - 1]], behind = ref _table[leaf[position + 1]];
        MemberBound bound = new(score, entry.Member, behind: false);
        if (!bound.IsBehind(before.Score, before.Member) || bound.IsBehind(behind.Score, behind.Member)) return false;
        entry.Score = score;
        return true;
    }

    /// <summary>Says that the table's entries have got other numbers.</summary>
    public void Renumber(ReadOnlySpan<int> numbers)
    {
        for (OrderLeaf? leaf = Find(0, out _); leaf is not null; leaf = leaf.Next)
            foreach (ref int entry in leaf.Entries) entry = numbers[entry];
    }

    private readonly record struct Sibling(OrderNode Node, Separator Separator);

    // Returns the new node to the right when this one had to be split.
    private Sibling? Insert(OrderNode node, int entry, scoped in MemberBound bound)
    {
        if (node is OrderLeaf leaf) return Insert(leaf, entry, in bound);
        OrderBranch branch = (OrderBranch)node;
        int slot = branch.SlotOf(in bound);
        Sibling? split = Insert(branch[slot], entry, in bound);
        branch.Add(slot, 1);
        if (split is not { } right) return null;
        int moved = MembersOf(right.Node);
        branch.Add(slot, -moved);
        if (!branch.IsFull)
        {
            branch.InsertChild(slot + 1, right.Node, moved, right.Separator);
            return null;
        }
        // As with leaves: what comes at an end leaves full branches behind.
        int at = slot + 1;
        int kept = at == OrderBranch.Capacity ? OrderBranch.Capacity : at == 1 ? 1 : OrderBranch.Capacity / 2;
        OrderBranch next = branch.SplitAt(kept);
        if (at >= kept) next.InsertChild(at - kept, right.Node, moved, right.Separator);
        else branch.InsertChild(at, right.Node, moved, right.Separator);
        MemoryUsage += next.MemoryUsage;
        return new Sibling(next, next.FirstSeparator);
    }

    private Sibling? Insert(OrderLeaf leaf, int entry, scoped in MemberBound bound)
    {
        int position = PositionIn(leaf, in bound);
        if (!leaf.IsFull)
        {
            MemoryUsage -= leaf.MemoryUsage;
            leaf.Insert(position, entry);
            MemoryUsage += leaf.MemoryUsage;
            return null;
        }
        int kept = position == leaf.Count && leaf.Next is null ? leaf.Count : position == 0 && leaf.Previous is null ? 0 : leaf.Count / 2;
        OrderLeaf right = leaf.SplitAt(kept);
        if (position > kept || kept == OrderLeaf.Capacity) right.Insert(position - kept, entry);
        else leaf.Insert(position, entry);
        MemoryUsage += right.MemoryUsage;
        ref ScoredMember first = ref _table[right[0]];
        return new Sibling(right, new Separator(first.Score, first.Member!));
    }

    private void RemoveAt(OrderBranch branch, int rank)
    {
        int slot = branch.SlotOf(ref rank);
        OrderNode child = branch[slot];
        if (child is OrderLeaf leaf) leaf.RemoveAt(rank);
        else RemoveAt((OrderBranch)child, rank);
        branch.Add(slot, -1);
        long gone = child.MemoryUsage;
        if (branch.CountOf(slot) == 0)
        {
            (child as OrderLeaf)?.Unlink();
            branch.RemoveChild(slot);
            MemoryUsage -= gone;
        }
        else if (child.IsSparse && (branch.TryMerge(slot - 1) || branch.TryMerge(slot))) MemoryUsage -= gone;
    }

    private int PositionIn<TBound>(OrderLeaf leaf, scoped in TBound bound) where TBound : IOrderBound, allows ref struct
    {
        ReadOnlySpan<int> entries = leaf.Entries;
        int low = 0, high = entries.Length;
        while (low < high)
        {
            int middle = low + high >>> 1;
            ref ScoredMember entry = ref _table[entries[middle]];
            if (bound.IsBehind(entry.Score, entry.Member)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static int MembersOf(OrderNode node) => node is OrderBranch branch ? branch.Members : ((OrderLeaf)node).Count;
}
