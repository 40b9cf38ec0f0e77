// The nodes of a stream in their order: structs in one circular array, a power of two long.
//
//   [ . | node | node | node | . ]
//         ^_first               Count = 3
//
// Appending and removing at the front, which is what streams do all day, are O(1); taking a node out of the middle moves the shorter side.

using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

internal struct StreamNodeRing()
{
    private StreamNode[] _nodes = new StreamNode[1];
    private int _first;

    public int Count { get; private set; }

    public readonly long MemoryUsage => ObjectSize.Array((long)_nodes.Length * Unsafe.SizeOf<StreamNode>());

    public readonly ref StreamNode this[int index] => ref _nodes[_first + index & _nodes.Length - 1];

    /// <summary>Index of the last node that begins at or before an id, or -1.</summary>
    public readonly int Find(StreamId id)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = (int)((uint)(low + high) >> 1);
            if (this[middle].First <= id) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    public void Add(in StreamNode node)
    {
        if (Count == _nodes.Length) Resize(_nodes.Length * 2);
        this[Count++] = node;
    }

    public void RemoveAt(int index)
    {
        Debug.Assert((uint)index < (uint)Count);
        if (index < Count / 2)
        {
            for (int i = index; i > 0; i--) this[i] = this[i - 1];
            this[0] = default;
            _first = _first + 1 & _nodes.Length - 1;
        }
        else
        {
            for (int i = index; i < Count - 1; i++) this[i] = this[i + 1];
            this[Count - 1] = default;
        }
        Count--;
        if (Count <= _nodes.Length / 4) Resize((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, Count)));
    }

    private void Resize(int size)
    {
        if (size == _nodes.Length) return;
        StreamNode[] nodes = new StreamNode[size];
        for (int i = 0; i < Count; i++) nodes[i] = this[i];
        _nodes = nodes;
        _first = 0;
    }
}
