// An argument of a command: text, bytes or a number, in two words, encoded when it is sent.
//
//   _object   string         byte[]                     IntegerTag     DoubleTag     null: empty
//   _bits     -              offset << 32 | length      the value      its bits
//
// So `kv.SetAsync("k", 5)` makes no array, and text becomes UTF-8 in the buffer it leaves from.

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ActorKv;

/// <summary>A key, a value or any other argument of a command: text (as UTF-8), bytes, or a number in decimal. Made by implicit conversion.
/// Bytes are referred to, not copied, until the command has been sent.</summary>
public readonly struct KvValue
{
    private static readonly object IntegerTag = new();
    private static readonly object DoubleTag = new();

    private readonly object? _object;
    private readonly long _bits;

    private KvValue(object content, long bits)
    {
        _object = content;
        _bits = bits;
    }

    /// <summary>Text, as UTF-8.</summary>
    public static implicit operator KvValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text, 0);
    }

    /// <summary>All bytes of an array.</summary>
    public static implicit operator KvValue(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new(bytes, bytes.Length);
    }

    /// <summary>Bytes.</summary>
    public static implicit operator KvValue(ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)) return bytes.ToArray();
        return segment.Array is null ? default : new(segment.Array, ((long)segment.Offset << 32) | (uint)segment.Count);
    }

    /// <inheritdoc cref="op_Implicit(ReadOnlyMemory{byte})"/>
    public static implicit operator KvValue(Memory<byte> bytes) => (ReadOnlyMemory<byte>)bytes;

    /// <summary>A copy of bytes, for literals: <c>"text"u8</c>.</summary>
    public static implicit operator KvValue(ReadOnlySpan<byte> bytes) => bytes.ToArray();

    /// <summary>An integer, in decimal.</summary>
    public static implicit operator KvValue(long number) => new(IntegerTag, number);

    /// <inheritdoc cref="op_Implicit(long)"/>
    public static implicit operator KvValue(int number) => new(IntegerTag, number);

    /// <summary>A double, in the fewest digits that give the same number; infinities as "inf" and "-inf".</summary>
    public static implicit operator KvValue(double number) => new(DoubleTag, BitConverter.DoubleToInt64Bits(number));

    /// <summary>Length in bytes, as it is sent.</summary>
    public int ByteCount
    {
        get
        {
            if (_object is string text) return Encoding.UTF8.GetByteCount(text);
            if (_object is byte[]) return (int)_bits;
            if (_object is null) return 0;
            Span<byte> spelt = stackalloc byte[MaxNumber];
            return SpellNumber(spelt);
        }
    }

    /// <summary>Writes the bytes as they are sent. Returns how many they are: <see cref="ByteCount"/>, for which there must be room.</summary>
    public int CopyTo(Span<byte> destination)
    {
        if (_object is string text) return Encoding.UTF8.GetBytes(text, destination);
        if (_object is byte[])
        {
            Memory.Span.CopyTo(destination);
            return (int)_bits;
        }
        return _object is null ? 0 : SpellNumber(destination);
    }

    /// <summary>The bytes as they are sent, as an array of their own.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The text that the bytes are in UTF-8.</summary>
    public override string ToString() => _object as string ?? Encoding.UTF8.GetString(_object is byte[] ? Memory.Span : ToArray());

    /// <summary>The same value, not referring to the caller's memory.</summary>
    internal KvValue Keep() => _object is byte[] ? Memory.ToArray() : this;

    internal bool EqualsIgnoringCase(string ascii) => _object switch
    {
        string text => text.Equals(ascii, StringComparison.OrdinalIgnoreCase),
        byte[] => Ascii.EqualsIgnoreCase(Memory.Span, ascii),
        _ => false,
    };

    // Longest: -1.7976931348623157E+308.
    private const int MaxNumber = 32;

    private ReadOnlyMemory<byte> Memory => new((byte[])_object!, (int)(_bits >> 32), (int)_bits);

    private int SpellNumber(Span<byte> destination)
    {
        if (_object == IntegerTag)
        {
            _bits.TryFormat(destination, out int digits, default, CultureInfo.InvariantCulture);
            return digits;
        }
        double number = BitConverter.Int64BitsToDouble(_bits);
        if (double.IsInfinity(number))
        {
            ReadOnlySpan<byte> infinity = number > 0 ? "inf"u8 : "-inf"u8;
            infinity.CopyTo(destination);
            return infinity.Length;
        }
        number.TryFormat(destination, out int length, default, CultureInfo.InvariantCulture);
        return length;
    }
}
