// Replies, written once, as the bytes that go out.
//
//   sealed segments (full, or one large bulk each)            current segment
//   +------------------+  +----------------------------+      +---------------------+
//   | $3\r\nfoo\r\n …  |  | 40 MiB of a GET            |      | :1\r\n+OK\r\n       |
//   +------------------+  +----------------------------+      +---------------------+
//   ^Head                                                                           ^Position
//
// Positions are absolute counts of bytes written since the writer was made. The output gate speaks in positions ("up to here the
// replies are durable"), CLIENT REPLY and supervision cut back to one (Truncate). Buffers are rented when the first byte is written and
// given back when the last is sent, so an idle connection holds none. Growing never copies more than SegmentSize bytes.
//
// This file holds the forms of replies, RespWriter.Segments.cs the memory. One writer belongs to one session and is not thread-safe.

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ActorKv.Protocol;

/// <summary>Writes RESP2 or RESP3 replies into pooled segments.
/// Source of the format: https://redis.io/docs/latest/develop/reference/protocol-spec/.</summary>
public sealed partial class RespWriter
{
    private const int FirstSize = 4 * 1024;
    private const int SegmentSize = 64 * 1024;
    private const int MaxErrorCode = 32;

    private readonly Queue<Segment> _sealed = new();
    private byte[] _buffer = [];
    private int _firstSent;        // of the first sealed segment
    private int _sent;             // of the current segment
    private int _length;           // of the current segment
    private long _base;            // position of the current segment's first byte
    private RespWriter? _front;    // what was inserted, and what stood before it; goes out first
    private byte[] _errorCode = [];
    private int _errorCodeLength;

    private readonly record struct Segment(byte[] Buffer, int Length, long End, bool Shared = false);

    /// <summary>2 or 3: the protocol version that the session has chosen with HELLO.</summary>
    public int Version { get; set; } = 2;

    /// <summary>Bytes written so far, sent or not.</summary>
    public long Position => _base + _length;

    /// <summary>Position of the first byte that has not been sent. What <see cref="Insert"/> has inserted moves it back: positions behind that stay.</summary>
    public long Head => OwnHead - (_front?.Pending ?? 0);

    /// <summary>Bytes written and not sent.</summary>
    public long Pending => Position - Head;

    /// <summary>Size of the buffer that is being written into; 0 when there is none.</summary>
    public int BufferSize => _buffer.Length;

    /// <summary>Full buffers that wait to be sent.</summary>
    public int FullBuffers => _sealed.Count;

    /// <summary><c>+text</c>. The text has no line breaks.</summary>
    public void SimpleString(ReadOnlySpan<byte> text) => Line((byte)'+', text);

    /// <summary><c>+OK</c></summary>
    public void Ok()
    {
        "+OK\r\n"u8.CopyTo(Reserve(5));
        _length += 5;
    }

    /// <summary><c>-text</c>. The text begins with its code ("ERR …"); line breaks at its ends go, those inside become spaces, as in
    /// Redis.</summary>
    public void Error(ReadOnlySpan<byte> text)
    {
        text = text.Trim("\r\n"u8);
        Span<byte> span = Reserve(text.Length + 3);
        span[0] = (byte)'-';
        Span<byte> body = span.Slice(1, text.Length);
        text.CopyTo(body);
        body.ReplaceAny(LineBreaks, (byte)' ');
        "\r\n"u8.CopyTo(span[(1 + text.Length)..]);
        _length += text.Length + 3;
        Errors++;
        NoteCode(text.IndexOf((byte)' ') is >= 0 and int end ? text[..end] : text);
    }

    /// <inheritdoc cref="Error(ReadOnlySpan{byte})"/>
    public void Error(string text) => Error(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Number of error replies written so far.</summary>
    public long Errors { get; private set; }

    /// <summary>The code of the last error reply, "WRONGTYPE"; its first 32 bytes if it is longer.</summary>
    public ReadOnlySpan<byte> LastErrorCode => _errorCode.AsSpan(0, _errorCodeLength);

    /// <summary><c>:value</c></summary>
    public void Integer(long value) => Number((byte)':', value);

    /// <summary><c>:1</c> or <c>:0</c>; a RESP3 boolean only where Redis says one, which is <see cref="Boolean"/>.</summary>
    public void Integer(bool value) => Number((byte)':', value ? 1 : 0);

    /// <summary>A bulk string.</summary>
    public void Bulk(ReadOnlySpan<byte> value)
    {
        if (value.Length >= SegmentSize / 2)
        {
            LargeBulk(value);
            return;
        }
        Span<byte> span = Reserve(value.Length + 16);
        int at = Header(span, (byte)'$', value.Length);
        value.CopyTo(span[at..]);
        at += value.Length;
        span[at] = (byte)'\r';
        span[at + 1] = (byte)'\n';
        _length += at + 2;
    }

    /// <summary>A bulk string of ASCII or UTF-8 text.</summary>
    public void Bulk(string value) => Bulk(System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>Header of a bulk string of <paramref name="length"/> bytes, which follow with their line break.</summary>
    public void BulkLength(int length) => Number((byte)'$', length);

    /// <summary>A bulk string that spells a number.</summary>
    public void BulkInteger(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out int length);
        Bulk(digits[..length]);
    }

    /// <summary>The absent value: <c>$-1</c>, in RESP3 <c>_</c>.</summary>
    public void Null()
    {
        if (Version >= 3) Raw("_\r\n"u8);
        else Raw("$-1\r\n"u8);
    }

    /// <summary>The absent array: <c>*-1</c>, in RESP3 <c>_</c>.</summary>
    public void NullArray()
    {
        if (Version >= 3) Raw("_\r\n"u8);
        else Raw("*-1\r\n"u8);
    }

    /// <summary>Header of an array of <paramref name="count"/> elements, which follow.</summary>
    public void Array(int count) => Number((byte)'*', count);

    /// <summary>Header of a map of <paramref name="pairs"/> keys and values; in RESP2 a flat array.</summary>
    public void Map(int pairs)
    {
        if (Version >= 3) Number((byte)'%', pairs);
        else Number((byte)'*', 2L * pairs);
    }

    /// <summary>Header of a set; in RESP2 an array.</summary>
    public void Set(int count) => Number(Version >= 3 ? (byte)'~' : (byte)'*', count);

    /// <summary>Header of an out-of-band push; in RESP2 an array.</summary>
    public void Push(int count) => Number(Version >= 3 ? (byte)'>' : (byte)'*', count);

    /// <summary><c>#t</c> or <c>#f</c>; in RESP2 the integer 1 or 0.</summary>
    public void Boolean(bool value)
    {
        if (Version >= 3) Raw(value ? "#t\r\n"u8 : "#f\r\n"u8);
        else Integer(value);
    }

    /// <summary>A double, already spelt as Redis spells it; in RESP2 a bulk string.</summary>
    public void Double(ReadOnlySpan<byte> spelt)
    {
        if (Version >= 3) Line((byte)',', spelt);
        else Bulk(spelt);
    }

    /// <summary>Text with a three-letter format (<c>txt</c>, <c>mkd</c>); in RESP2 a bulk string.</summary>
    public void Verbatim(ReadOnlySpan<byte> format, ReadOnlySpan<byte> text)
    {
        if (Version < 3)
        {
            Bulk(text);
            return;
        }
        Number((byte)'=', text.Length + 4L);
        Raw(format);
        Raw(":"u8);
        Raw(text);
        Raw("\r\n"u8);
    }

    /// <summary>Bytes that are RESP already.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > SegmentSize / 2)
        {
            bytes[..(SegmentSize / 2)].CopyTo(Reserve(SegmentSize / 2));
            _length += SegmentSize / 2;
            bytes = bytes[(SegmentSize / 2)..];
        }
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Bytes that are RESP already, by reference: the array may stand in many writers at once, and nobody may change it any more.</summary>
    public void Shared(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length > 0) Enqueue(bytes, bytes.Length, shared: true);
    }

    private long OwnHead => _sealed.TryPeek(out Segment first) ? first.End - (first.Length - _firstSent) : _base + _sent;

    private static readonly SearchValues<byte> LineBreaks = SearchValues.Create("\r\n"u8);

    private void NoteCode(ReadOnlySpan<byte> code)
    {
        if (_errorCode.Length == 0) _errorCode = new byte[MaxErrorCode];
        _errorCodeLength = Math.Min(code.Length, MaxErrorCode);
        code[.._errorCodeLength].CopyTo(_errorCode);
    }

    private void Line(byte type, ReadOnlySpan<byte> text)
    {
        Span<byte> span = Reserve(text.Length + 3);
        span[0] = type;
        text.CopyTo(span[1..]);
        "\r\n"u8.CopyTo(span[(1 + text.Length)..]);
        _length += text.Length + 3;
    }

    private void Number(byte type, long value)
    {
        // Not in one expression: += reads _length first, and Reserve may begin a new segment.
        Span<byte> span = Reserve(24);
        _length += Header(span, type, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Header(Span<byte> span, byte type, long value)
    {
        span[0] = type;
        int digits;
        if ((ulong)value < 10)
        {
            span[1] = (byte)('0' + value);
            digits = 1;
        }
        else if ((ulong)value < 100)
        {
            uint tens = (uint)value / 10;
            span[2] = (byte)('0' + (uint)value - tens * 10);
            span[1] = (byte)('0' + tens);
            digits = 2;
        }
        else value.TryFormat(span[1..], out digits, default, CultureInfo.InvariantCulture);
        span[digits + 1] = (byte)'\r';
        span[digits + 2] = (byte)'\n';
        return digits + 3;
    }

    // The bulk gets a segment of exactly its size: one copy, and no buffer that doubles itself around half a gigabyte.
    private void LargeBulk(ReadOnlySpan<byte> value)
    {
        Number((byte)'$', value.Length);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(value.Length + 2);
        value.CopyTo(buffer);
        "\r\n"u8.CopyTo(buffer.AsSpan(value.Length));
        Enqueue(buffer, buffer.Length, shared: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count) Grow(count);
        return _buffer.AsSpan(_length);
    }
}
