// A Redis list: a deque of nodes, each a listpack of some KiB.
//
//   _nodes (circular)   [ . | node | node | node | . ]        node: 16 to 8192 bytes of entries, room at both ends (QuickListNode)
//                             ^_first              _nodeCount = 3
//
// Pushes and pops at both ends are O(1); finding an index skips whole nodes by their count from the nearer end, then walks one node. The
// nodes lie as structs in one array: a list of a million 32 byte elements has some 4,000 nodes, and making room for one in the middle moves
// 50 KiB at most. Elements too long to share a node stand alone ("plain"), so no push ever moves their bytes.
//
// The same elements may be cut into nodes in many ways; nothing but the memory used depends on it. The limit comes in with each change,
// so `list-max-listpack-size` takes effect at once and a list need not remember it.
//
// A list of one node needs no object between turns: QuickList.Resting.cs. Changes inside the list (insert, set, remove) are in
// QuickList.Editing.cs, positions in ListCursor.cs, reading from RDB in ListRdb.cs.

using ActorKv.Core.DataTypes.Packed;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Lists;

internal sealed partial class QuickList : RestingValue
{
    internal const int PlainContainer = 1, PackedContainer = 2;

    private QuickListNode[] _nodes = new QuickListNode[1];     // a power of two
    private int _first;
    private long _nodeMemory;          // of what the nodes hold: every edit of a node takes the node's share off and adds the new one

    /// <summary>Number of elements.</summary>
    public long Count { get; private set; }

    /// <summary>Number of nodes.</summary>
    public int NodeCount { get; private set; }

    public override DataType Type => DataType.List;

    public override ReadOnlySpan<byte> Encoding => "quicklist"u8;

    internal ref QuickListNode this[int node] => ref _nodes[_first + node & _nodes.Length - 1];

    /// <summary>The element at one end of a list that has any.</summary>
    public PackedElement End(ListEnd end)
    {
        ref QuickListNode node = ref this[end == ListEnd.Head ? 0 : NodeCount - 1];
        return node.Read(end == ListEnd.Head ? 0 : node.Previous(node.Length));
    }

    /// <summary>Puts an element at one end.</summary>
    /// <param name="end">The end.</param>
    /// <param name="element">Its bytes do not lie in this list.</param>
    /// <param name="limit">How large nodes may become.</param>
    /// <param name="own">An array of exactly the element's text that may be kept, or null.</param>
    public void Push(ListEnd end, in PackedElement element, NodeLimit limit, byte[]? own = null)
    {
        int length = element.Length;
        bool head = end == ListEnd.Head;
        if (limit.IsLarge(length))
        {
            Add(head ? 0 : NodeCount, QuickListNode.Plain(own ?? element.ToArray()));
            return;
        }
        int at = head ? 0 : NodeCount - 1;
        if (NodeCount == 0 || !Admits(at, length, limit))
        {
            if (NodeCount > 0) TrimNode(at);
            at = head ? 0 : NodeCount;
            InsertNode(at, NewNode(element.PackedLength, end));
        }
        InsertInto(at, head ? 0 : this[at].Length, in element, limit);
    }

    /// <summary>Removes the element at one end of a list that has any.</summary>
    public void Pop(ListEnd end)
    {
        int at = end == ListEnd.Head ? 0 : NodeCount - 1;
        ref QuickListNode node = ref this[at];
        Count--;
        if (node.Count == 1) RemoveNodes(at, 1);
        else if (end == ListEnd.Head) RemoveFrom(ref node, 0, node.Next(0), 1);
        else RemoveFrom(ref node, node.Previous(node.Length), node.Length, 1);
    }

    /// <summary>Appends a node that was read from outside. Not an empty one.</summary>
    public void Append(in QuickListNode node) => Add(NodeCount, in node);

    /// <summary>The position of an element by its index, negative from the tail; at no element when there is none.</summary>
    public ListCursor Seek(long index)
    {
        if (index < 0) index += Count;
        if (index < 0 || index >= Count) return new ListCursor(this, -1, 0);
        int at;
        if (index < Count / 2)
        {
            at = 0;
            while (index >= this[at].Count) index -= this[at++].Count;
            return new ListCursor(this, at, this[at].OffsetOf((int)index));
        }
        long behind = Count - index;
        at = NodeCount - 1;
        while (behind > this[at].Count) behind -= this[at--].Count;
        return new ListCursor(this, at, this[at].OffsetOf(this[at].Count - (int)behind));
    }

    public override long MemoryUsage => MayRest ? _nodeMemory : ObjectSize.Of(48) + StorageMemory + ObjectSize.Array((long)_nodes.Length * Unsafe.SizeOf<QuickListNode>()) + _nodeMemory;

    public override KeyedValue Copy()
    {
        QuickList copy = new();
        for (int i = 0; i < NodeCount; i++) copy.Append(this[i].Copy());
        return copy;
    }

    public override void WriteRdb(RdbWriter writer)
    {
        writer.Type(RdbType.ListQuicklist2);
        writer.Length((ulong)NodeCount);
        for (int i = 0; i < NodeCount; i++)
        {
            ref QuickListNode node = ref this[i];
            writer.Length((ulong)(node.IsPlain ? PlainContainer : PackedContainer));
            node.WriteRdb(writer);
        }
    }

    public override void AddDigest(ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        for (ListCursor at = Seek(0); at.IsAtElement; at.MoveNext()) digest.Mix(at.Current.Text(scratch));
    }

    private bool Admits(int node, int length, NodeLimit limit)
    {
        if (node < 0 || node >= NodeCount) return false;
        ref QuickListNode found = ref this[node];
        return !found.IsPlain && limit.Admits(found.FramedLength, found.Count, length);
    }

    private void TrimNode(int node)
    {
        ref QuickListNode trimmed = ref this[node];
        if (trimmed.IsPlain) return;
        _nodeMemory -= trimmed.MemoryUsage;
        trimmed.Trim();
        _nodeMemory += trimmed.MemoryUsage;
    }

    private void Add(int at, in QuickListNode node)
    {
        InsertNode(at, in node);
        Count += node.Count;
    }

    // Makes room by moving the shorter side of the deque. Counts of elements are the caller's.
    private void InsertNode(int at, in QuickListNode node)
    {
        QuickListNode inserted = node;
        if (NodeCount == 1) StayAwake();
        if (NodeCount == _nodes.Length) Resize(_nodes.Length * 2);
        if (at < NodeCount / 2)
        {
            _first = _first - 1 & _nodes.Length - 1;
            NodeCount++;
            for (int i = 0; i < at; i++) this[i] = this[i + 1];
        }
        else
        {
            NodeCount++;
            for (int i = NodeCount - 1; i > at; i--) this[i] = this[i - 1];
        }
        this[at] = inserted;
        _nodeMemory += inserted.MemoryUsage;
    }

    private void RemoveNodes(int at, int count)
    {
        if (count == 0) return;
        for (int i = 0; i < count; i++) _nodeMemory -= this[at + i].MemoryUsage;
        int behind = NodeCount - at - count;
        if (at < behind)
        {
            for (int i = at - 1; i >= 0; i--) this[i + count] = this[i];
            for (int i = 0; i < count; i++) this[i] = default;
            _first = _first + count & _nodes.Length - 1;
        }
        else
        {
            for (int i = at; i < at + behind; i++) this[i] = this[i + count];
            for (int i = NodeCount - count; i < NodeCount; i++) this[i] = default;
        }
        NodeCount -= count;
        if (NodeCount <= _nodes.Length / 4) Resize((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, NodeCount)));
    }

    private void Resize(int size)
    {
        if (size == _nodes.Length) return;
        QuickListNode[] nodes = new QuickListNode[size];
        for (int i = 0; i < NodeCount; i++) nodes[i] = this[i];
        _nodes = nodes;
        _first = 0;
    }

    /// <summary>For tests: the counts that the list keeps agree with what its nodes hold.</summary>
    [Conditional("DEBUG")]
    internal void CheckCounts()
    {
        long count = 0, memory = 0;
        for (int i = 0; i < NodeCount; i++)
        {
            memory += this[i].MemoryUsage;
            int inNode = 0;
            for (int at = 0; at < this[i].Length || (this[i].IsPlain && inNode == 0); at = this[i].Next(at)) inNode++;
            Debug.Assert(inNode == this[i].Count && inNode > 0);
            count += inNode;
        }
        Debug.Assert(count == Count && memory == _nodeMemory);
    }
}

internal enum ListEnd { Head, Tail }
