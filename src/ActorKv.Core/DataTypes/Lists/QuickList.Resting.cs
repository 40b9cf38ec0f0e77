// A list of one node, which may rest (RestingValue.cs): the node's array holds the list's key and header too, in the bytes that the node reserves.
//
//   key | start u16 LE | length u16 LE | count u16 LE | free | entry entry … | free          start counts from behind the header
//                                                     ^Reserved
//
// While the list is awake its node knows better than the header, which is written when it is laid to rest. Storage stays the array that the list
// woke in, for the key's sake, though the node may have moved on. A list that gets a second node, a plain one, or one beyond 64 KiB takes its key out
// of the array and is an object from then on: were it to go back, a list at the border would copy a node with every push and pop.

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.Lists;

internal sealed partial class QuickList
{
    private const int HeaderLength = 6;

    public override bool MayRest => NodeCount == 1 && this[0].Reserved > 0;

    /// <summary>Gives a list that has no elements yet room for so many bytes of packed ones, pushed at one end: they will lie in one array that fits.</summary>
    public void Reserve(ListEnd end, int bytes, NodeLimit limit)
    {
        if (NodeCount == 0 && bytes <= limit.Bytes) InsertNode(0, NewNode(bytes, end));
    }

    public override void SetKey(ReadOnlySpan<byte> key)
    {
        if (NodeCount != 1 || this[0].IsPlain || this[0].Length > ushort.MaxValue - 8)
        {
            base.SetKey(key);
            return;
        }
        ref QuickListNode node = ref this[0];
        _nodeMemory -= node.MemoryUsage;
        node = node.MovedTo(ArrayFor(key, node.Length), key.Length + HeaderLength);
        _nodeMemory += node.MemoryUsage;
        Adopt(node.Bytes, key.Length);
    }

    public override void Wake(byte[] array, int keyLength)
    {
        Adopt(array, keyLength);
        int reserved = keyLength + HeaderLength;
        int start = BinaryPrimitives.ReadUInt16LittleEndian(array.AsSpan(keyLength)), length = BinaryPrimitives.ReadUInt16LittleEndian(array.AsSpan(keyLength + 2));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(array.AsSpan(keyLength + 4));
        ref QuickListNode node = ref _nodes[_first = 0];
        node = QuickListNode.InList(array, reserved, reserved + start, length, count);
        NodeCount = 1;
        Count = count;
        _nodeMemory = node.MemoryUsage;
    }

    public override byte[] Rest()
    {
        ref QuickListNode node = ref this[0];
        byte[] array = node.Bytes;
        Span<byte> header = array.AsSpan(KeyLength);
        BinaryPrimitives.WriteUInt16LittleEndian(header, (ushort)(node.Start - node.Reserved));
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], (ushort)node.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], (ushort)node.Count);
        node = default;
        NodeCount = 0;
        Count = _nodeMemory = 0;
        Adopt([], 0);
        return array;
    }

    // A node without entries and with room for some bytes of them. The first of a list is one that may rest.
    private QuickListNode NewNode(int bytes, ListEnd end)
    {
        if (NodeCount > 0) return QuickListNode.Empty;
        byte[] array = ArrayFor(Key, bytes);
        int reserved = KeyLength + HeaderLength;
        return QuickListNode.InList(array, reserved, end == ListEnd.Head ? array.Length : reserved, 0, 0);
    }

    // Takes the key out of the array of the only node.
    private void StayAwake()
    {
        ref QuickListNode node = ref this[0];
        if (node.Reserved == 0) return;
        byte[] key = Allocate(KeyLength);
        Key.CopyTo(key);
        Storage = key;
        node = node.WithoutReserve();
    }

    // What grows beyond what the header can say does not rest.
    private void CheckSize(ref QuickListNode node)
    {
        if (node.Reserved > 0 && node.Bytes.Length - node.Reserved > ushort.MaxValue) StayAwake();
    }

    private static byte[] ArrayFor(ReadOnlySpan<byte> key, int bytes)
    {
        byte[] array = AllocateArray(key.Length + HeaderLength + bytes + 7 & ~7);
        key.CopyTo(array);
        return array;
    }
}
