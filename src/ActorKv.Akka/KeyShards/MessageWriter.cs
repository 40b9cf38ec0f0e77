// Bytes of a message or of an event: numbers as LEB128 varints, as in the journal's effects, texts and blobs with their length before them.

using System.Buffers.Binary;
using System.Text;

namespace ActorKv.Akka.KeyShards;

/// <summary>Writes into one array, whose size the caller knows about.</summary>
internal struct MessageWriter(int size)
{
    private byte[] _bytes = new byte[Math.Max(16, size)];
    private int _length;

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    public void Number(long value)
    {
        Reserve(10);
        ulong left = (ulong)value;
        for (; left >= 0x80; left >>= 7) _bytes[_length++] = (byte)(left | 0x80);
        _bytes[_length++] = (byte)left;
    }

    public void Fixed32(uint value)
    {
        Reserve(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_length), value);
        _length += 4;
    }

    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Number(length);
        Reserve(length);
        _length += Encoding.UTF8.GetBytes(value, _bytes.AsSpan(_length));
    }

    public void Blob(ReadOnlySpan<byte> value)
    {
        Number(value.Length);
        Raw(value);
    }

    public void Raw(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>What was written, in an array of just that length.</summary>
    public byte[] ToArray() => _length == _bytes.Length ? _bytes : _bytes[.._length];

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
    }
}

/// <summary>Reads what <see cref="MessageWriter"/> wrote. Every length is checked against what is there.</summary>
internal struct MessageReader(byte[] bytes)
{
    private int _at;

    public bool AtEnd => _at == bytes.Length;

    public byte Byte() => _at < bytes.Length ? bytes[_at++] : throw Torn();

    public long Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte b = Byte();
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return (long)value;
        }
        throw new FormatException("a number of more than ten bytes");
    }

    /// <summary>A number that counts something: 0 to <see cref="int.MaxValue"/>.</summary>
    public int Count() => Number() is >= 0 and <= int.MaxValue and long count ? (int)count : throw new FormatException("a count out of range");

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public string Text() => Encoding.UTF8.GetString(Blob().Span);

    public ReadOnlyMemory<byte> Blob() => Take(Count());

    public ReadOnlyMemory<byte> Rest() => Take(bytes.Length - _at);

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > bytes.Length - _at) throw Torn();
        ReadOnlyMemory<byte> taken = bytes.AsMemory(_at, count);
        _at += count;
        return taken;
    }

    private static FormatException Torn() => new("it ends too early");
}
