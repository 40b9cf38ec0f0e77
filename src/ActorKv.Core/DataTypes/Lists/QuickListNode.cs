// A node of a list: the entries of a listpack with room around them, or one large element alone ("plain").
//
//   Bytes   |  reserved  |  free  | entry entry entry …          |   free   |
//           0            ^floor   ^Start                         ^Start + Length
//
// What is reserved is not the node's: the only node of a list that may rest leaves room for the list's key and header there, and takes those
// bytes along when it moves to another array (QuickList.Resting.cs). Room at both ends makes pushes and pops there a matter of the entry's own bytes. A full array first slides its content when an eighth
// of it is free at the other end (a queue: pushed at one end, popped at the other), and otherwise grows by half, by a quarter in a list that may rest, up to what the
// node's limit allows. An array three quarters empty is replaced by a smaller one. So every byte moved has been paid for by a push or a pop.

using ActorKv.Core.DataTypes.Packed;
using System.Diagnostics;

namespace ActorKv.Core.DataTypes.Lists;

internal struct QuickListNode
{
    private const int SmallCapacity = 64;

    private byte[] _bytes;
    private int _start;
    private int _floor;        // bytes reserved; -1: the node is a plain element

    /// <summary>A packed node without entries and without memory.</summary>
    public static QuickListNode Empty => new() { _bytes = [] };

    /// <summary>The array that the node lies in.</summary>
    public readonly byte[] Bytes => _bytes;

    /// <summary>Where the entries begin in it.</summary>
    public readonly int Start => _start;

    /// <summary>Bytes that are reserved for the list at the beginning of the array; 0 when there is no such room.</summary>
    public readonly int Reserved => Math.Max(0, _floor);

    /// <summary>Bytes of the entries, or of the plain element.</summary>
    public int Length { get; private set; }

    public int Count { get; private set; }

    public readonly bool IsPlain => _floor < 0;

    /// <summary>The entries, or the plain element.</summary>
    public readonly ReadOnlySpan<byte> Body => _bytes.AsSpan(_start, Length);

    /// <summary>Size of the node as Redis counts it.</summary>
    public readonly int FramedLength => Length + (IsPlain ? 0 : ListPack.FrameLength);

    public readonly long MemoryUsage => 24 + (_bytes.Length + 7L & ~7L);

    /// <summary>A node that is one large element; keeps the array.</summary>
    public static QuickListNode Plain(byte[] element) => new() { _bytes = element, Length = element.Length, Count = 1, _floor = -1 };

    /// <summary>A node over a framed listpack that has been checked; keeps the array.</summary>
    public static QuickListNode Framed(byte[] listpack, int count) =>
        new() { _bytes = listpack, _start = ListPack.HeaderLength, Length = listpack.Length - ListPack.FrameLength, Count = count };

    /// <summary>A packed node in an array of a list at rest.</summary>
    public static QuickListNode InList(byte[] array, int reserved, int start, int length, int count) =>
        new() { _bytes = array, _floor = reserved, _start = start, Length = length, Count = count };

    /// <summary>The same entries in another array, behind what is reserved there.</summary>
    public readonly QuickListNode MovedTo(byte[] array, int reserved)
    {
        Body.CopyTo(array.AsSpan(reserved));
        return InList(array, reserved, reserved, Length, Count);
    }

    /// <summary>The same node, with what was reserved as room of its own.</summary>
    public readonly QuickListNode WithoutReserve() => this with { _floor = 0 };

    /// <summary>The element at an offset into the body.</summary>
    public readonly PackedElement Read(int at) => IsPlain ? new PackedElement(Body) : ListPack.Read(Body, at);

    public readonly int Next(int at) => IsPlain ? Length : at + ListPack.EntryLength(Body, at);

    public readonly int Previous(int at) => IsPlain ? 0 : ListPack.Previous(Body, at);

    /// <summary>Offset of the entry with this index, walked to from the nearer end.</summary>
    public readonly int OffsetOf(int index)
    {
        int at;
        if (index < Count / 2)
        {
            at = 0;
            for (; index > 0; index--) at = Next(at);
            return at;
        }
        at = Length;
        for (; index < Count; index++) at = Previous(at);
        return at;
    }

    /// <summary>Puts an element in at an offset. The element's bytes are not this node's own.</summary>
    public void Insert(int at, in PackedElement element, int limitBytes)
    {
        Debug.Assert(!IsPlain);
        int size = element.PackedLength;
        element.Pack(Open(at, size, limitBytes));
        Count++;
    }

    /// <summary>Replaces the entry at an offset.</summary>
    public void Replace(int at, in PackedElement element, int limitBytes)
    {
        Debug.Assert(!IsPlain);
        int before = ListPack.EntryLength(Body, at), size = element.PackedLength;
        if (size > before) Open(at, size - before, limitBytes);
        else if (size < before) Close(at, before - size);
        element.Pack(_bytes.AsSpan(_start + at, size));
    }

    /// <summary>Takes <paramref name="count"/> entries out, which are the bytes from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public void Remove(int from, int to, int count)
    {
        Debug.Assert(!IsPlain);
        Close(from, to - from);
        Count -= count;
        if (_bytes.Length > SmallCapacity && Length < (_bytes.Length - _floor) / 4) Reallocate(0, Length + Length / 2);
    }

    /// <summary>Cuts the node in two: keeps the first <paramref name="count"/> entries and returns the rest.</summary>
    public QuickListNode SplitAt(int at, int count)
    {
        QuickListNode rest = new() { _bytes = Body[at..].ToArray(), Length = Length - at, Count = Count - count };
        Remove(at, Length, rest.Count);
        return rest;
    }

    /// <summary>Appends the entries of another packed node.</summary>
    public void Append(in QuickListNode other, int limitBytes)
    {
        other.Body.CopyTo(Open(Length, other.Length, limitBytes));
        Count += other.Count;
    }

    /// <summary>Gives back free room beyond an eighth, when no more pushes are expected.</summary>
    public void Trim()
    {
        if (_bytes.Length - _floor - Length > _bytes.Length / 8) Reallocate(0, Length);
    }

    public readonly QuickListNode Copy() => this with { _bytes = Body.ToArray(), _start = 0, _floor = Math.Min(0, _floor) };

    public readonly void WriteRdb(RdbWriter writer)
    {
        if (IsPlain)
        {
            writer.Blob(Body);
            return;
        }
        Span<byte> header = stackalloc byte[ListPack.HeaderLength];
        ListPack.WriteHeader(header, Length, Count);
        writer.Blob(header, Body, ListPack.EndMark);
    }

    // Makes a hole of `size` bytes at an offset into the body, by moving the shorter side away.
    private Span<byte> Open(int at, int size, int limitBytes)
    {
        // A node without entries begins at its end when it waits for pushes at the head.
        bool front = at < Length - at || (Length == 0 && _start > _floor);
        if ((front ? _start - _floor : _bytes.Length - _start - Length) < size) MakeRoom(front, size, limitBytes);
        if (front)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, _start - size, at);
            _start -= size;
        }
        else Buffer.BlockCopy(_bytes, _start + at, _bytes, _start + at + size, Length - at);
        Length += size;
        return _bytes.AsSpan(_start + at, size);
    }

    private void Close(int at, int size)
    {
        int behind = Length - at - size;
        if (at < behind)
        {
            Buffer.BlockCopy(_bytes, _start, _bytes, _start + size, at);
            _start += size;
        }
        else Buffer.BlockCopy(_bytes, _start + at + size, _bytes, _start + at, behind);
        Length -= size;
        if (Length == 0) _start = _floor;
    }

    private void MakeRoom(bool front, int size, int limitBytes)
    {
        int free = _bytes.Length - _floor - Length;
        if (free - size >= (_bytes.Length - _floor) / 8)
        {
            int start = _floor + (front ? free : 0);
            Buffer.BlockCopy(_bytes, _start, _bytes, start, Length);
            _start = start;
            return;
        }
        int needed = Length + size;
        int capacity = needed <= SmallCapacity ? needed + 15 & ~15 : needed + (_floor > 0 ? needed / 4 : needed / 2);
        if (needed <= limitBytes) capacity = Math.Min(capacity, limitBytes);
        Reallocate(front ? capacity - Length : 0, capacity);
    }

    private void Reallocate(int front, int capacity)
    {
        byte[] bytes = _floor > 0 ? RestingValue.AllocateArray(_floor + capacity + 7 & ~7) : capacity == 0 ? [] : GC.AllocateUninitializedArray<byte>(capacity);
        if (front > 0) front = bytes.Length - _floor - Length;
        Buffer.BlockCopy(_bytes, 0, bytes, 0, _floor);
        Buffer.BlockCopy(_bytes, _start, bytes, _floor + front, Length);
        _bytes = bytes;
        _start = _floor + front;
    }
}
