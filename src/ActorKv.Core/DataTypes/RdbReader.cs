// Redis' RDB encoding of values, the reading half (RdbWriter.cs draws the format).
//
// The bytes come in chunks of any size: a snapshot's chunks, or one piece for DUMP and effects. Nothing that the bytes say is believed before
// it is there: a string's array grows as its bytes arrive, so a forged length of 2 GiB costs no more than what was sent, and a compressed
// string may announce at most what LZF can make of its bytes. Whatever is wrong ends in an RdbFormatException that says where.

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.DataTypes;

/// <summary>The bytes are no value in RDB encoding, or one of a type that this program does not know.</summary>
internal sealed class RdbFormatException(string message) : Exception(message);

internal ref struct RdbReader
{
    private const int FirstAllocation = 64 * 1024;

    private readonly Func<ReadOnlyMemory<byte>>? _nextChunk;
    private ReadOnlySpan<byte> _rest;
    private long _fetched;             // bytes of all chunks so far

    private readonly record struct StringHeader(StringForm Form, int Length, int Compressed, int Integer);

    private enum StringForm { Plain, Integer, Compressed }

    /// <summary>Reads one piece.</summary>
    public RdbReader(ReadOnlySpan<byte> bytes, KeyspaceSettings settings)
    {
        _rest = bytes;
        _fetched = bytes.Length;
        Settings = settings;
    }

    /// <summary>Reads chunks; an empty one is the end.</summary>
    public RdbReader(Func<ReadOnlyMemory<byte>> nextChunk, KeyspaceSettings settings)
    {
        _nextChunk = nextChunk;
        Settings = settings;
    }

    /// <summary>The limits that decide how the value is kept, whatever encoding it comes in.</summary>
    public KeyspaceSettings Settings { get; }

    /// <summary>Bytes read so far.</summary>
    public readonly long Position => _fetched - _rest.Length;

    public bool AtEnd => _rest.IsEmpty && !TryFetch();

    public byte Byte()
    {
        if (_rest.IsEmpty && !TryFetch()) Fail("the bytes end in the middle");
        byte b = _rest[0];
        _rest = _rest[1..];
        return b;
    }

    public long Int64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>A length or count. What it counts need not be there.</summary>
    public ulong Length()
    {
        byte first = Byte();
        return first >= 0xC0 ? throw Bad("a length was expected, and not an encoded string") : LengthFrom(first);
    }

    /// <summary>A length that fits an array or the number of its elements.</summary>
    public int SmallLength() => Bounded(Length());

    /// <summary>A string, however it is encoded.</summary>
    public byte[] String()
    {
        StringHeader header = Header();
        return Read(default, in header);
    }

    /// <summary>A string where it lies, when it lies plain and in one piece; else as <see cref="String"/>. Good as long as the chunk is.</summary>
    public ReadOnlySpan<byte> View()
    {
        StringHeader header = Header();
        if (header.Form != StringForm.Plain || header.Length > _rest.Length) return Read(default, in header);
        ReadOnlySpan<byte> view = _rest[..header.Length];
        _rest = _rest[header.Length..];
        return view;
    }

    /// <summary>The value of a string key, as a keyspace wants it: one array of key and value when it is short, else a StringBuffer.</summary>
    public object StringOf(ReadOnlySpan<byte> key)
    {
        StringHeader header = Header();
        if (header.Length <= Keyspace.MaxShortString) return Read(key, in header);
        StringBuffer value = new(Read(default, in header));
        value.SetKey(key);
        return value;
    }

    /// <summary>The error of a wrong input, with the position where it was seen.</summary>
    public readonly RdbFormatException Bad(string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Bad RDB encoding before byte {Position}: {what}."));

    private StringHeader Header()
    {
        byte first = Byte();
        switch (first)
        {
            case < 0xC0:
                return new StringHeader(StringForm.Plain, Bounded(LengthFrom(first)), 0, 0);
            case 0xC0:
                return IntegerHeader((sbyte)Byte());
            case 0xC1:
                return IntegerHeader((short)(Byte() | Byte() << 8));
            case 0xC2:
                return IntegerHeader(Byte() | Byte() << 8 | Byte() << 16 | Byte() << 24);
            case 0xC3:
                int compressed = SmallLength(), length = SmallLength();
                if (length > (long)compressed * Lzf.MaxRatio) Fail("a compressed string that announces more than it can hold");
                return new StringHeader(StringForm.Compressed, length, compressed, 0);
            default:
                throw Bad("an unknown string encoding");
        }
    }

    private static StringHeader IntegerHeader(int value) =>
        new(StringForm.Integer, Numbers.Format(value, stackalloc byte[Numbers.MaxInt64Length]).Length, 0, value);

    private ulong LengthFrom(byte first)
    {
        if (first < 0x40) return first;
        if (first < 0x80) return (ulong)(first & 0x3f) << 8 | Byte();
        Span<byte> bytes = stackalloc byte[8];
        switch (first)
        {
            case 0x80:
                Fill(bytes[..4]);
                return BinaryPrimitives.ReadUInt32BigEndian(bytes);
            case 0x81:
                Fill(bytes);
                return BinaryPrimitives.ReadUInt64BigEndian(bytes);
            default:
                throw Bad("an unknown length encoding");
        }
    }

    private readonly int Bounded(ulong length) =>
        length <= (ulong)Array.MaxLength ? (int)length : throw Bad("a length beyond what this program can hold");

    private byte[] Read(ReadOnlySpan<byte> prefix, in StringHeader header)
    {
        switch (header.Form)
        {
            case StringForm.Plain:
                return Bytes(prefix, header.Length);
            case StringForm.Integer:
                byte[] digits = new byte[prefix.Length + header.Length];
                prefix.CopyTo(digits);
                Numbers.Format(header.Integer, stackalloc byte[Numbers.MaxInt64Length]).CopyTo(digits.AsSpan(prefix.Length));
                return digits;
            default:
                byte[] compressed = Bytes(default, header.Compressed);
                byte[] text = new byte[prefix.Length + header.Length];
                prefix.CopyTo(text);
                if (!Lzf.TryDecompress(compressed, text.AsSpan(prefix.Length))) Fail("a compressed string that is damaged");
                return text;
        }
    }

    // The array begins no larger than what is there (or 64 KiB) and doubles while bytes keep coming.
    private byte[] Bytes(ReadOnlySpan<byte> prefix, int length)
    {
        if (_nextChunk is null && length > _rest.Length) Fail("a string that ends behind the bytes");
        byte[] array = GC.AllocateUninitializedArray<byte>(prefix.Length + Math.Min(length, Math.Max(_rest.Length, FirstAllocation)));
        prefix.CopyTo(array);
        int end = prefix.Length + length, at = prefix.Length;
        while (true)
        {
            int count = Math.Min(array.Length - at, _rest.Length);
            _rest[..count].CopyTo(array.AsSpan(at));
            _rest = _rest[count..];
            at += count;
            if (at == end) return array;
            if (_rest.IsEmpty && !TryFetch()) Fail("a string that ends behind the bytes");
            if (at == array.Length) Array.Resize(ref array, (int)Math.Min(end, 2L * array.Length));
        }
    }

    private void Fill(scoped Span<byte> target)
    {
        if (_rest.Length >= target.Length)
        {
            _rest[..target.Length].CopyTo(target);
            _rest = _rest[target.Length..];
            return;
        }
        for (int i = 0; i < target.Length; i++) target[i] = Byte();
    }

    private bool TryFetch()
    {
        if (_nextChunk is null) return false;
        _rest = _nextChunk().Span;
        _fetched += _rest.Length;
        return !_rest.IsEmpty;
    }

    [DoesNotReturn]
    private readonly void Fail(string what) => throw Bad(what);
}
