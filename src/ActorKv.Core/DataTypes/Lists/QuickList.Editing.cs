// Changes inside a list. Where a full node has to give way to an element in its middle it is cut there, and then neighbours that fit into
// one node are merged again, the same four pairs that Redis tries: otherwise random inserts would leave the list in crumbs.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Lists;

internal sealed partial class QuickList
{
    /// <summary>Puts an element before the one at a cursor.</summary>
    public void InsertBefore(ListCursor at, in PackedElement element, NodeLimit limit) => Insert(at.Node, at.Offset, in element, limit);

    /// <summary>Puts an element behind the one at a cursor.</summary>
    public void InsertAfter(ListCursor at, in PackedElement element, NodeLimit limit) => Insert(at.Node, this[at.Node].Next(at.Offset), in element, limit);

    /// <summary>Replaces the element at a cursor.</summary>
    public void Set(ListCursor at, in PackedElement element, NodeLimit limit)
    {
        int length = element.Length;
        ref QuickListNode node = ref this[at.Node];
        if (limit.IsLarge(length) && node.Count == 1)
        {
            StayAwake();
            _nodeMemory -= node.MemoryUsage;
            node = QuickListNode.Plain(element.ToArray());
            _nodeMemory += node.MemoryUsage;
            return;
        }
        if (!limit.IsLarge(length) && !node.IsPlain)
        {
            int before = node.Next(at.Offset) - at.Offset;
            if (node.Count == 1 || element.PackedLength <= before || limit.Admits(node.FramedLength - before, node.Count - 1, length))
            {
                _nodeMemory -= node.MemoryUsage;
                node.Replace(at.Offset, in element, limit.Bytes);
                _nodeMemory += node.MemoryUsage;
                CheckSize(ref node);
                return;
            }
        }
        // The node has no room for the new element: it goes where the old one ends, and may have cut the node there.
        long index = IndexOf(at);
        InsertAfter(at, in element, limit);
        RemoveRange(index, 1);
    }

    /// <summary>Removes <paramref name="count"/> elements from an index on; there are so many.</summary>
    public void RemoveRange(long index, long count)
    {
        if (count <= 0) return;
        ListCursor at = Seek(index);
        int node = at.Node;
        Count -= count;
        if (at.Offset > 0)
        {
            count -= RemoveWithin(node, at.Offset, count);
            node++;
        }
        int whole = 0;
        while (count > 0 && this[node + whole].Count <= count) count -= this[node + whole++].Count;
        RemoveNodes(node, whole);
        if (count > 0) RemoveWithin(node, 0, count);
    }

    /// <summary>Removes elements equal to <paramref name="element"/>, at most <paramref name="most"/>, and returns how many.</summary>
    public long RemoveMatches(in PackedElement element, long most, bool fromTail)
    {
        long removed = 0;
        ListCursor at = Seek(fromTail ? -1 : 0);
        while (removed < most && at.IsAtElement)
        {
            if (!at.Current.Matches(in element))
            {
                if (fromTail) at.MovePrevious();
                else at.MoveNext();
                continue;
            }
            removed++;
            if (Count == 1)
            {
                RemoveNodes(0, 1);
                Count = 0;
                break;
            }
            RemoveAt(ref at, fromTail);
        }
        return removed;
    }

    // Removes the element at the cursor, which then is at its neighbour in the direction of the walk.
    private void RemoveAt(ref ListCursor at, bool backwards)
    {
        ListCursor removed = at;
        if (backwards) at.MovePrevious();
        Count--;
        ref QuickListNode node = ref this[removed.Node];
        if (node.Count == 1)
        {
            RemoveNodes(removed.Node, 1);
            if (!backwards) at.Offset = 0;
            return;
        }
        RemoveFrom(ref node, removed.Offset, node.Next(removed.Offset), 1);
        if (backwards || removed.Offset < node.Length) return;
        at.Node++;
        at.Offset = 0;
    }

    private long RemoveWithin(int at, int from, long most)
    {
        ref QuickListNode node = ref this[at];
        int to = from, count = 0;
        for (; count < most && to < node.Length; count++) to = node.Next(to);
        RemoveFrom(ref node, from, to, count);
        return count;
    }

    private void RemoveFrom(ref QuickListNode node, int from, int to, int count)
    {
        _nodeMemory -= node.MemoryUsage;
        node.Remove(from, to, count);
        _nodeMemory += node.MemoryUsage;
    }

    private long IndexOf(ListCursor at)
    {
        long index = 0;
        for (int i = 0; i < at.Node; i++) index += this[i].Count;
        return index + CountUpTo(ref this[at.Node], at.Offset);
    }

    private static int CountUpTo(ref QuickListNode node, int offset)
    {
        int count = 0;
        for (int at = 0; at < offset; at = node.Next(at)) count++;
        return count;
    }

    // Puts an element in at an offset of a node, 0 to its length.
    private void Insert(int at, int offset, in PackedElement element, NodeLimit limit)
    {
        int length = element.Length;
        bool atHead = offset == 0, atTail = offset == this[at].Length;
        bool large = limit.IsLarge(length);
        if (!large && Admits(at, length, limit)) InsertInto(at, offset, in element, limit);
        else if (!large && atTail && Admits(at + 1, length, limit)) InsertInto(at + 1, 0, in element, limit);
        else if (!large && atHead && Admits(at - 1, length, limit)) InsertInto(at - 1, this[at - 1].Length, in element, limit);
        else if (atHead || atTail) InsertAlone(atTail ? at + 1 : at, in element, limit);
        else
        {
            ref QuickListNode node = ref this[at];
            _nodeMemory -= node.MemoryUsage;
            QuickListNode rest = node.SplitAt(offset, CountUpTo(ref node, offset));
            _nodeMemory += node.MemoryUsage;
            InsertNode(at + 1, in rest);
            if (!large && Admits(at, length, limit)) InsertInto(at, this[at].Length, in element, limit);
            else InsertAlone(at + 1, in element, limit);
            MergeAround(at, limit);
        }
    }

    private void InsertInto(int at, int offset, in PackedElement element, NodeLimit limit)
    {
        ref QuickListNode node = ref this[at];
        _nodeMemory -= node.MemoryUsage;
        node.Insert(offset, in element, limit.Bytes);
        _nodeMemory += node.MemoryUsage;
        CheckSize(ref node);
        Count++;
    }

    private void InsertAlone(int at, in PackedElement element, NodeLimit limit)
    {
        if (limit.IsLarge(element.Length))
        {
            Add(at, QuickListNode.Plain(element.ToArray()));
            return;
        }
        InsertNode(at, NewNode(element.PackedLength, ListEnd.Tail));
        InsertInto(at, 0, in element, limit);
    }

    // Tries (center-2, center-1), (center+1, center+2), (center-1, center), (center, center+1).
    private void MergeAround(int center, NodeLimit limit)
    {
        if (TryMerge(center - 2, limit)) center--;
        TryMerge(center + 1, limit);
        if (TryMerge(center - 1, limit)) center--;
        TryMerge(center, limit);
    }

    // Merges a node with the next one when the limit allows.
    private bool TryMerge(int at, NodeLimit limit)
    {
        if (at < 0 || at + 1 >= NodeCount) return false;
        ref QuickListNode left = ref this[at], right = ref this[at + 1];
        if (left.IsPlain || right.IsPlain || !limit.AdmitsBoth(left.FramedLength + right.Length, left.Count + right.Count)) return false;
        _nodeMemory -= left.MemoryUsage;
        left.Append(in right, limit.Bytes);
        _nodeMemory += left.MemoryUsage;
        RemoveNodes(at + 1, 1);
        return true;
    }
}
