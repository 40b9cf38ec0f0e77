// A string with room to grow: what APPEND, SETRANGE and SETBIT work on, and what strings too long to share an array with their key are.
//
// OBJECT ENCODING calls it "raw" (one exception: Embedded). Capacity doubles up to 1 MiB of slack and then grows by 1 MiB, as Redis' sds
// does, so that APPEND is amortised O(1) and a large value wastes little.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes;

internal sealed class StringBuffer : KeyedValue
{
    private const int MaxSlack = 1024 * 1024;

    private byte[] _bytes;

    /// <summary>Takes <paramref name="bytes"/> as its own.</summary>
    public StringBuffer(byte[] bytes) : this(bytes, bytes.Length) { }

    private StringBuffer(byte[] bytes, int length)
    {
        _bytes = bytes;
        Length = length;
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Value => _bytes.AsSpan(0, Length);

    public override DataType Type => DataType.String;

    /// <summary>True for a result of INCRBYFLOAT that spells an integer: Redis says "embstr" of it where the rule for short strings would
    /// say "int". Any change in place makes it "raw".</summary>
    public bool Embedded { get; set; }

    public override ReadOnlySpan<byte> Encoding => Embedded ? "embstr"u8 : "raw"u8;

    /// <summary>The bytes, for a change in place, at least <paramref name="length"/> of them; what is new is zero.</summary>
    public Span<byte> Writable(int length)
    {
        Embedded = false;
        if (length > Length)
        {
            if (length > _bytes.Length)
            {
                int capacity = (int)Math.Min(Array.MaxLength, length + (long)Math.Min(length, MaxSlack));
                Array.Resize(ref _bytes, capacity);
            }
            else _bytes.AsSpan(Length, length - Length).Clear();
            Length = length;
        }
        return _bytes.AsSpan(0, Length);
    }

    public void Append(ReadOnlySpan<byte> more)
    {
        int before = Length;
        more.CopyTo(Writable(before + more.Length)[before..]);
    }

    /// <summary>Puts other bytes in the place of <paramref name="removed"/> of them; what is behind moves.</summary>
    public void Splice(int at, int removed, ReadOnlySpan<byte> inserted)
    {
        int tail = Length - at - removed, length = at + inserted.Length + tail;
        Writable(length);
        _bytes.AsSpan(at + removed, tail).CopyTo(_bytes.AsSpan(at + inserted.Length));
        inserted.CopyTo(_bytes.AsSpan(at));
        Length = length;
    }

    /// <summary>Makes <paramref name="bytes"/> its own in the place of those it has.</summary>
    public void Adopt(byte[] bytes)
    {
        _bytes = bytes;
        Length = bytes.Length;
        Embedded = false;
    }

    /// <summary>Replaces the whole value in place when the array fits it without much waste.</summary>
    public bool TryReplace(ReadOnlySpan<byte> value)
    {
        if (value.Length > _bytes.Length || value.Length < _bytes.Length / 2) return false;
        value.CopyTo(_bytes);
        Length = value.Length;
        Embedded = false;
        return true;
    }

    public override long MemoryUsage => ObjectSize.Of(32) + StorageMemory + ObjectSize.Array(_bytes.Length);

    public override KeyedValue Copy() => new StringBuffer(Value.ToArray(), Length) { Embedded = Embedded };

    public override void WriteRdb(RdbWriter writer)
    {
        writer.Type(RdbType.String);
        writer.String(Value);
    }

    public override void AddDigest(ref ValueDigest digest) => digest.Mix(Value);
}
