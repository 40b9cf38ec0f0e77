// One element of a list, without an allocation: bytes where they lie, or an integer as the listpack keeps it.
//
// What a client sends becomes an integer exactly when it is the canonical spelling of one, so two equal elements are nearly always
// both integers or both bytes. A listpack that another program wrote may hold "12" as a string; Matches allows for that.

using ActorKv.Protocol;

namespace ActorKv.Core.DataTypes.Packed;

internal readonly ref struct PackedElement
{
    private readonly ReadOnlySpan<byte> _text;     // of an integer only when it came as text
    private readonly long _integer;

    public PackedElement(ReadOnlySpan<byte> text) => _text = text;

    public PackedElement(long integer)
    {
        _integer = integer;
        IsInteger = true;
    }

    private PackedElement(ReadOnlySpan<byte> text, long integer)
    {
        _text = text;
        _integer = integer;
        IsInteger = true;
    }

    public bool IsInteger { get; }

    /// <summary>The number. Only when <see cref="IsInteger"/>.</summary>
    public long Integer => _integer;

    /// <summary>The element that these bytes become.</summary>
    public static PackedElement Of(ReadOnlySpan<byte> text) =>
        Numbers.TryParseInt64(text, out long integer) ? new PackedElement(text, integer) : new PackedElement(text);

    /// <summary>Length of the text.</summary>
    public int Length => IsInteger && _text.IsEmpty ? Numbers.Format(_integer, stackalloc byte[Numbers.MaxInt64Length]).Length : _text.Length;

    /// <summary>Bytes that the element takes as an entry of a listpack.</summary>
    public int PackedLength
    {
        get
        {
            int length = IsInteger ? ListPack.EncodedLength(_integer) : ListPack.EncodedLength(_text.Length);
            return length + ListPack.BacklenLength(length);
        }
    }

    /// <summary>The text: where it lies, or spelt into <paramref name="scratch"/> (<see cref="Numbers.MaxInt64Length"/> bytes).</summary>
    public ReadOnlySpan<byte> Text(Span<byte> scratch) => IsInteger && _text.IsEmpty ? Numbers.Format(_integer, scratch) : _text;

    public byte[] ToArray() => Text(stackalloc byte[Numbers.MaxInt64Length]).ToArray();

    /// <summary>The integer that the element is or spells canonically.</summary>
    public bool TryGetInt64(out long integer)
    {
        integer = _integer;
        return IsInteger || Numbers.TryParseInt64(_text, out integer);
    }

    public bool Matches(in PackedElement other)
    {
        if (IsInteger && other.IsInteger) return _integer == other._integer;
        if (!IsInteger && !other.IsInteger) return _text.SequenceEqual(other._text);
        return Text(stackalloc byte[Numbers.MaxInt64Length]).SequenceEqual(other.Text(stackalloc byte[Numbers.MaxInt64Length]));
    }

    /// <summary>Writes the element as an entry of a listpack, <see cref="PackedLength"/> bytes.</summary>
    public void Pack(Span<byte> target)
    {
        if (IsInteger) ListPack.Write(target, _integer);
        else ListPack.Write(target, _text);
    }

    /// <summary>Replies the element as a bulk string.</summary>
    public void Reply(RespWriter reply)
    {
        if (IsInteger && _text.IsEmpty) reply.BulkInteger(_integer);
        else reply.Bulk(_text);
    }
}
