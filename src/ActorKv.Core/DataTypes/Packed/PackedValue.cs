// A value that is packed while it is small: key and elements share one array, so that a hash of a few fields costs an
// array, and between turns nothing else (RestingValue.cs).
//
//   Storage  |  key  |  region: a framed listpack, or an intset  |  free  |
//            0       ^KeyLength                                  ^KeyLength + region
//
// The region is empty in a new value and in one that has outgrown packing and keeps its elements in a table of its own. It grows by a
// sixteenth more than needed; what that wastes is mostly what the heap's rounding to words would waste anyhow.
//
// Hashes keep field and value side by side, sorted sets member and score, sets just members. Whoever changes the region may move it: spans
// that were read from it before are void.

using System.Buffers.Binary;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Packed;

internal abstract class PackedValue : RestingValue
{
    /// <summary>Most entries that a packed value may have, whatever is configured: a listpack cannot count further.</summary>
    public const int MaxEntries = ushort.MaxValue - 1;

    private int _regionLength;

    public override bool MayRest => _regionLength > 0;

    /// <summary>Bytes of the array, and of the object if it stays between turns.</summary>
    protected long PackedMemory => (MayRest ? 0 : ObjectSize.Of(24)) + StorageMemory;

    /// <summary>What is packed, frame and all; empty when nothing is.</summary>
    protected ReadOnlySpan<byte> Region => Storage.AsSpan(KeyLength, _regionLength);

    /// <summary>The entries of the listpack, without its frame.</summary>
    protected ReadOnlySpan<byte> Body => _regionLength == 0 ? default : Region[ListPack.HeaderLength..^1];

    /// <summary>Number of entries in the listpack.</summary>
    protected int EntryCount => _regionLength == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(Region[4..]);

    /// <summary>Offset in the body of the first entry that equals <paramref name="element"/>, or -1. Looks at the entry at
    /// <paramref name="from"/> and then at every <paramref name="step"/>-th.</summary>
    protected int FindEntry(in PackedElement element, int from, int step)
    {
        ReadOnlySpan<byte> body = Body;
        int at = from;
        while (at < body.Length)
        {
            if (ListPack.Read(body, at).Matches(in element)) return at;
            for (int i = 0; i < step && at < body.Length; i++) at += ListPack.EntryLength(body, at);
        }
        return -1;
    }

    /// <summary>Puts an entry in before the one at an offset in the body, or at its end.</summary>
    protected void InsertEntry(int at, in PackedElement element)
    {
        if (_regionLength == 0) Reserve(element.PackedLength);
        element.Pack(OpenRegion(ListPack.HeaderLength + at, element.PackedLength));
        WriteFrame(EntryCount + 1);
    }

    /// <summary>Puts two entries in, one behind the other: a field and its value, a member and its score.</summary>
    protected void InsertEntries(int at, in PackedElement first, in PackedElement second)
    {
        int length = first.PackedLength;
        if (_regionLength == 0) Reserve(length + second.PackedLength);
        Span<byte> hole = OpenRegion(ListPack.HeaderLength + at, length + second.PackedLength);
        first.Pack(hole);
        second.Pack(hole[length..]);
        WriteFrame(EntryCount + 2);
    }

    /// <summary>Gives a value that has no entries yet room for so many bytes of them: they will all lie in one array that fits.</summary>
    protected void Reserve(int size)
    {
        byte[] storage = Allocate(KeyLength + ListPack.FrameLength + size + 7 & ~7);
        Key.CopyTo(storage);
        Storage = storage;
        _regionLength = ListPack.FrameLength;
        WriteFrame(0);
    }

    /// <summary>Replaces the entry at an offset in the body.</summary>
    protected void ReplaceEntry(int at, in PackedElement element)
    {
        int before = ListPack.EntryLength(Body, at), size = element.PackedLength;
        if (size > before) OpenRegion(ListPack.HeaderLength + at, size - before);
        else if (size < before) CloseRegion(ListPack.HeaderLength + at, before - size);
        element.Pack(Storage.AsSpan(KeyLength + ListPack.HeaderLength + at, size));
        if (size != before) WriteFrame(EntryCount);
    }

    /// <summary>Takes <paramref name="count"/> entries out, which are the bytes of the body from <paramref name="from"/> to <paramref name="to"/>.</summary>
    protected void RemoveEntries(int from, int to, int count)
    {
        int left = EntryCount - count;
        CloseRegion(ListPack.HeaderLength + from, to - from);
        WriteFrame(left);
    }

    /// <summary>Replaces the region by a framed listpack that can be trusted, or by the bytes of another packed format.</summary>
    protected void SetEntries(ReadOnlySpan<byte> framed)
    {
        byte[] storage = Allocate(KeyLength + framed.Length);
        Key.CopyTo(storage);
        framed.CopyTo(storage.AsSpan(KeyLength));
        Storage = storage;
        _regionLength = framed.Length;
    }

    /// <summary>Makes a hole of <paramref name="size"/> bytes in the region, and returns it.</summary>
    protected Span<byte> OpenRegion(int at, int size)
    {
        int needed = KeyLength + _regionLength + size, start = KeyLength + at;
        byte[] before = Storage;
        if (needed > before.Length)
        {
            Storage = Allocate(needed + (_regionLength >> 4) + 7 & ~7);
            before.AsSpan(0, start).CopyTo(Storage);
        }
        before.AsSpan(start, _regionLength - at).CopyTo(Storage.AsSpan(start + size));
        _regionLength += size;
        return Storage.AsSpan(start, size);
    }

    /// <summary>Takes bytes out of the region; gives memory back when more than half of it is free.</summary>
    protected void CloseRegion(int at, int size)
    {
        int start = KeyLength + at;
        Storage.AsSpan(start + size, _regionLength - at - size).CopyTo(Storage.AsSpan(start));
        _regionLength -= size;
        int used = KeyLength + _regionLength;
        if (Storage.Length > 64 && used < Storage.Length / 2) Truncate(used);
    }

    /// <summary>Forgets the region: nothing is packed any more.</summary>
    protected void ClearRegion()
    {
        _regionLength = 0;
        Truncate(KeyLength);
    }

    public override void Wake(byte[] array, int keyLength)
    {
        Adopt(array, keyLength);
        _regionLength = MeasureRegion(array.AsSpan(keyLength));
    }

    public override byte[] Rest()
    {
        byte[] array = Storage;
        Adopt([], 0);
        _regionLength = 0;
        return array;
    }

    /// <summary>Length of the region at the beginning of these bytes, as it says itself.</summary>
    protected virtual int MeasureRegion(ReadOnlySpan<byte> region) => BinaryPrimitives.ReadInt32LittleEndian(region);

    private void Truncate(int length)
    {
        byte[] before = Storage;
        Storage = Allocate(length);
        before.AsSpan(0, length).CopyTo(Storage);
    }

    private void WriteFrame(int count)
    {
        Span<byte> region = Storage.AsSpan(KeyLength, _regionLength);
        ListPack.WriteHeader(region, _regionLength - ListPack.FrameLength, count);
        ListPack.EndMark.CopyTo(region[^1..]);
    }
}
