// The id of a stream entry: milliseconds and a sequence number within them, "1700000000000-0". Entries are ordered by it.
//
// In RDB it is 16 bytes, most significant first, so that the bytes are in the order of the ids.

using System.Buffers.Binary;
using System.Globalization;

namespace ActorKv.Core.DataTypes.Streams;

internal readonly record struct StreamId(ulong Milliseconds, ulong Sequence) : IComparable<StreamId>
{
    /// <summary>Bytes of an id in RDB.</summary>
    public const int Size = 16;

    /// <summary>Longest text of an id.</summary>
    public const int MaxTextLength = 41;

    /// <summary>0-0, which no entry has.</summary>
    public static StreamId Zero => default;

    public static StreamId Max => new(ulong.MaxValue, ulong.MaxValue);

    public static bool operator <(StreamId left, StreamId right) => left.CompareTo(right) < 0;

    public static bool operator >(StreamId left, StreamId right) => left.CompareTo(right) > 0;

    public static bool operator <=(StreamId left, StreamId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(StreamId left, StreamId right) => left.CompareTo(right) >= 0;

    public int CompareTo(StreamId other) =>
        Milliseconds != other.Milliseconds ? Milliseconds.CompareTo(other.Milliseconds) : Sequence.CompareTo(other.Sequence);

    /// <summary>The id right behind this one. False at the last.</summary>
    public bool TryNext(out StreamId next)
    {
        bool any = this != Max;       // asked first: next may be this
        next = Sequence != ulong.MaxValue ? new StreamId(Milliseconds, Sequence + 1) : new StreamId(unchecked(Milliseconds + 1), 0);
        return any;
    }

    /// <summary>The id right before this one. False at the first.</summary>
    public bool TryPrevious(out StreamId previous)
    {
        bool any = this != Zero;
        previous = Sequence != 0 ? new StreamId(Milliseconds, Sequence - 1) : new StreamId(unchecked(Milliseconds - 1), ulong.MaxValue);
        return any;
    }

    /// <summary>The id as Redis writes it, in <paramref name="target"/> (<see cref="MaxTextLength"/> bytes).</summary>
    public ReadOnlySpan<byte> Format(Span<byte> target) => Format(target, (byte)'-');

    /// <summary>The same with another sign between the two numbers.</summary>
    public ReadOnlySpan<byte> Format(Span<byte> target, byte between)
    {
        Milliseconds.TryFormat(target, out int length, default, CultureInfo.InvariantCulture);
        target[length] = between;
        Sequence.TryFormat(target[(length + 1)..], out int more, default, CultureInfo.InvariantCulture);
        return target[..(length + 1 + more)];
    }

    /// <summary>The 16 bytes of RDB.</summary>
    public static StreamId Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <inheritdoc cref="Read"/>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, Milliseconds);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Sequence);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}-{Sequence}");
}
