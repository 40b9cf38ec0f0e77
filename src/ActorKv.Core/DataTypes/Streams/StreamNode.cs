// A node of a stream: some KiB of entries, packed in Redis' own layout, so that RDB is nearly a copy. All that follows are elements of a
// listpack (Packed/ListPack.cs):
//
//   node     in RDB        count | deleted | fields n | field … | 0 | entry | entry …
//            in memory     (in the struct)   fields n | field … | 0 | entry | entry …
//   entry    same fields   flags | ms delta | seq delta | value …                           | n + 3
//            its own       flags | ms delta | seq delta | fields n | field | value | …      | 2n + 4
//
// The fields that the node begins with are those of its first entry; entries that have the same ones say so by a flag and keep values only.
// Ids are differences to the node's first. The number that ends an entry is that of its elements, for those who read backwards. A deleted
// entry stays where it is, marked by a flag, until its node has no other or is trimmed away.
//
// `count` and `deleted` change all the time, and as elements their size may change too: in memory they stand beside the bytes.

using System.Runtime.CompilerServices;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

internal struct StreamNode
{
    public const int DeletedFlag = 1, SameFieldsFlag = 2;

    private const int SmallestCapacity = 64;
    private const int IntegerBound = 11;       // an integer as an element
    private const int EntryOverhead = 5 * IntegerBound;

    private byte[] _bytes;

    /// <summary>The id that the node's ids are relative to: that of its first entry, deleted or not.</summary>
    public StreamId First { get; private init; }

    /// <summary>Bytes in memory that are used.</summary>
    public int Length { get; private set; }

    /// <summary>Number of entries, those deleted not counted.</summary>
    public int Count { get; private set; }

    /// <summary>Number of entries marked as deleted.</summary>
    public int Deleted { get; private set; }

    /// <summary>Number of elements in memory.</summary>
    public int Elements { get; private set; }

    public readonly ReadOnlySpan<byte> Body => _bytes.AsSpan(0, Length);

    /// <summary>Bytes that the node takes in Redis: as a listpack, with its frame and the two counters.</summary>
    public readonly long FramedLength => (long)ListPack.FrameLength + PackedLength(Count) + PackedLength(Deleted) + Length;

    public readonly long MemoryUsage => ObjectSize.Array(_bytes.Length);

    /// <summary>A node without entries, for one with these fields to come.</summary>
    /// <param name="first">The id of that entry.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="capacity">Bytes that the node is likely to need.</param>
    public static StreamNode Begin(StreamId first, StreamFields fields, int capacity)
    {
        StreamNode node = new() { First = first, _bytes = [] };
        node.Reserve(fields.PackedBound + EntryOverhead, capacity);
        node.Add(fields.Count);
        for (int i = 0; i < fields.Count; i++) node.Add(PackedElement.Of(fields.Field(i)));
        node.Add(0);
        return node;
    }

    /// <summary>A node from outside whose elements have been checked.</summary>
    public static StreamNode Of(StreamId first, ReadOnlySpan<byte> body, int count, int deleted, int elements) =>
        new() { First = first, _bytes = body.ToArray(), Length = body.Length, Count = count, Deleted = deleted, Elements = elements };

    /// <summary>Appends an entry, whose id is greater than all in the node.</summary>
    public void Append(StreamId id, StreamFields fields)
    {
        Reserve(fields.PackedBound + EntryOverhead, 0);
        bool same = HasFields(fields);
        Add(same ? SameFieldsFlag : 0);
        Add(unchecked((long)(id.Milliseconds - First.Milliseconds)));
        Add(unchecked((long)(id.Sequence - First.Sequence)));
        if (!same) Add(fields.Count);
        for (int i = 0; i < fields.Count; i++)
        {
            if (!same) Add(PackedElement.Of(fields.Field(i)));
            Add(PackedElement.Of(fields.Value(i)));
        }
        Add(same ? fields.Count + 3 : 2 * fields.Count + 4);
        Count++;
    }

    /// <summary>Marks the entry whose flags stand at an offset as deleted.</summary>
    public void Delete(int flagsAt)
    {
        _bytes[flagsAt] |= DeletedFlag;
        Count--;
        Deleted++;
    }

    /// <summary>Drops everything from an offset on: entries that are all deleted.</summary>
    public void CutDeleted(int at, int entries, int elements)
    {
        Length = at;
        Deleted -= entries;
        Elements -= elements;
        Trim();
    }

    /// <summary>Gives back what is not used, when no more entries are expected. An eighth may stay.</summary>
    public void Trim()
    {
        if (_bytes.Length - Length > _bytes.Length / 8) Array.Resize(ref _bytes, Length);
    }

    public readonly StreamNode Copy() => this with { _bytes = Body.ToArray() };

    public readonly void WriteRdb(RdbWriter writer)
    {
        Span<byte> key = stackalloc byte[StreamId.Size], frame = stackalloc byte[ListPack.HeaderLength + 2 * IntegerBound];
        First.Write(key);
        writer.Blob(key);
        int counters = PackedLength(Count) + PackedLength(Deleted);
        ListPack.WriteHeader(frame, counters + Length, Elements + 2);
        ListPack.Write(frame[ListPack.HeaderLength..], Count);
        ListPack.Write(frame[(ListPack.HeaderLength + PackedLength(Count))..], Deleted);
        writer.Blob(frame[..(ListPack.HeaderLength + counters)], Body, ListPack.EndMark);
    }

    /// <summary>Bytes that an integer takes as an element.</summary>
    private static int PackedLength(int value) => ListPack.EncodedLength((long)value) + 1;

    private readonly bool HasFields(StreamFields fields)
    {
        int at = 0;
        if (ListPack.Read(_bytes, 0).Integer != fields.Count) return false;
        for (int i = 0; i < fields.Count; i++)
        {
            at += ListPack.EntryLength(_bytes, at);
            if (!ListPack.Read(_bytes, at).Matches(PackedElement.Of(fields.Field(i)))) return false;
        }
        return true;
    }

    private void Add(long value)
    {
        ListPack.Write(_bytes.AsSpan(Length), value);
        Length += ListPack.EncodedLength(value) + 1;
        Elements++;
    }

    private void Add(scoped in PackedElement element)
    {
        element.Pack(_bytes.AsSpan(Length));
        Length += element.PackedLength;
        Elements++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(long more, int capacity)
    {
        if (_bytes.Length - Length < more) Grow(more, capacity);
    }

    private void Grow(long more, int capacity)
    {
        long needed = Length + more;
        long size = Math.Max(Math.Max(needed, capacity), Math.Max(SmallestCapacity, Math.Min(_bytes.Length * 3L / 2, Array.MaxLength)));
        Array.Resize(ref _bytes, (int)Math.Min(size, Math.Max(needed, Array.MaxLength)));
    }
}
