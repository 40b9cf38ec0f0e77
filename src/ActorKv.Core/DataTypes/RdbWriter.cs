// Redis' RDB encoding of values, the writing half (RdbReader.cs is the other). Snapshots, DUMP and effects that carry a whole value
// (a key renamed into another key shard) all use it.
//
//   length   00llllll | 01llllll llllllll | 0x80 + 4 bytes big endian | 0x81 + 8 bytes big endian
//   string   length bytes | 0xC0 int8 | 0xC1 int16 LE | 0xC2 int32 LE | 0xC3 clen len LZF-data
//
// Strings are written plain or as integers, and compressed when the writer is told to (DUMP, as `rdbcompression` says). Snapshots and
// effects are not: there plain writing is a copy, and a tenth of LZF's cost. Source of the format: rdb.h and "Redis RDB File Format"
// (rdb.fnordig.de).

using System.Buffers;
using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes;

/// <summary>The type byte before an RDB value. Names and numbers as in Redis' rdb.h.</summary>
internal enum RdbType : byte
{
    String = 0, List = 1, Set = 2, SortedSet = 3, Hash = 4, SortedSet2 = 5,
    HashZipmap = 9, ListZiplist = 10, SetIntset = 11, SortedSetZiplist = 12, HashZiplist = 13,
    ListQuicklist = 14, StreamListpacks = 15, HashListpack = 16, SortedSetListpack = 17,
    ListQuicklist2 = 18, StreamListpacks2 = 19, SetListpack = 20, StreamListpacks3 = 21,
    HashMetadataPreGa = 22, HashListpackExPreGa = 23, HashMetadata = 24, HashListpackEx = 25,
}

internal sealed class RdbWriter(IBufferWriter<byte> output)
{
    // Both as in Redis: shorter strings are not tried, and compression must save at least four bytes.
    private const int MinCompressed = 21, MinSaved = 4;

    /// <summary>Whether strings are compressed where that saves something.</summary>
    public bool Compress { get; init; }

    public void Type(RdbType type) => Byte((byte)type);

    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Length(ulong length)
    {
        Span<byte> span = output.GetSpan(9);
        if (length < 1 << 6)
        {
            span[0] = (byte)length;
            output.Advance(1);
        }
        else if (length < 1 << 14)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)(0x4000 | length));
            output.Advance(2);
        }
        else if (length <= uint.MaxValue)
        {
            span[0] = 0x80;
            BinaryPrimitives.WriteUInt32BigEndian(span[1..], (uint)length);
            output.Advance(5);
        }
        else
        {
            span[0] = 0x81;
            BinaryPrimitives.WriteUInt64BigEndian(span[1..], length);
            output.Advance(9);
        }
    }

    public void String(ReadOnlySpan<byte> value)
    {
        if (value.Length <= 11 && Numbers.TryParseInt64(value, out long number) && Integer(number)) return;
        Blob(value);
    }

    /// <summary>A string that is never shortened to an integer: listpacks and other blobs.</summary>
    public void Blob(ReadOnlySpan<byte> value)
    {
        if (Compress && value.Length >= MinCompressed && TryCompressed(value)) return;
        Length((ulong)value.Length);
        output.Write(value);
    }

    /// <summary>The same, of a blob in three parts.</summary>
    public void Blob(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail)
    {
        int length = head.Length + body.Length + tail.Length;
        if (Compress && length >= MinCompressed)
        {
            byte[] whole = ArrayPool<byte>.Shared.Rent(length);
            head.CopyTo(whole);
            body.CopyTo(whole.AsSpan(head.Length));
            tail.CopyTo(whole.AsSpan(head.Length + body.Length));
            Blob(whole.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(whole);
            return;
        }
        Length((ulong)length);
        output.Write(head);
        output.Write(body);
        output.Write(tail);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    private bool Integer(long value)
    {
        Span<byte> span = output.GetSpan(5);
        int length;
        if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
        {
            span[0] = 0xC0;
            span[1] = (byte)value;
            length = 2;
        }
        else if (value is >= short.MinValue and <= short.MaxValue)
        {
            span[0] = 0xC1;
            BinaryPrimitives.WriteInt16LittleEndian(span[1..], (short)value);
            length = 3;
        }
        else if (value is >= int.MinValue and <= int.MaxValue)
        {
            span[0] = 0xC2;
            BinaryPrimitives.WriteInt32LittleEndian(span[1..], (int)value);
            length = 5;
        }
        else return false;
        output.Advance(length);
        return true;
    }

    private bool TryCompressed(ReadOnlySpan<byte> value)
    {
        byte[] compressed = ArrayPool<byte>.Shared.Rent(value.Length);
        int length = Lzf.Compress(value, compressed.AsSpan(0, value.Length - MinSaved));
        if (length > 0)
        {
            Byte(0xC3);
            Length((ulong)length);
            Length((ulong)value.Length);
            output.Write(compressed.AsSpan(0, length));
        }
        ArrayPool<byte>.Shared.Return(compressed);
        return length > 0;
    }
}
