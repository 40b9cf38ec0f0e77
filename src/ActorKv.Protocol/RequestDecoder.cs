// Bytes in, requests out.
//
//            '*'                count == 0: skip
//   Idle ----------> Count ---------------------> Idle
//    |                 | count > 0
//    |                 v            $len             len bytes        CRLF
//    |             BulkMarker --> BulkLength --> BulkBytes | Direct --> BulkEnd --> BulkMarker … or Complete
//    | anything else
//    +------------> Inline --- '\n' ---> Complete
//
// The decoder survives between reads: whatever was looked at is not looked at again, so a request that trickles in byte by byte costs
// the same as one that comes whole, and a client cannot make us scan a megabyte a thousand times. Nothing is allocated for a request
// whose arguments are small; arguments of DirectThreshold bytes and more that did not come with their header are read from the
// socket straight into an array of their own.
//
// What Redis does not check we do not check either (the two bytes after a bulk are skipped, whatever they are): a client that works
// with Redis must work here. Error texts are Redis' own; after an error the stream has no meaning any more and the session closes.
//
// How the bytes were cut into reads never changes the outcome. Redis notices an overlong line only when a read ends inside it; here a
// line of more than 64 KiB is an error wherever the reads end.

using System.Runtime.CompilerServices;

namespace ActorKv.Protocol;

/// <summary>What <see cref="RequestDecoder.Decode"/> came to.</summary>
public enum DecodeStatus
{
    /// <summary>The bytes end inside a request; call again when there are more.</summary>
    NeedMore,

    /// <summary><see cref="RequestDecoder.Request"/> holds a request.</summary>
    Complete,

    /// <summary>The bytes are no RESP; <see cref="RequestDecoder.Error"/> says why. The decoder is of no more use.</summary>
    Error,
}

/// <summary>A resumable decoder of RESP requests (arrays of bulk strings) and inline commands.
/// Source of the format: https://redis.io/docs/latest/develop/reference/protocol-spec/.</summary>
public sealed class RequestDecoder(RespLimits limits)
{
    /// <summary>Arguments at least this long, in bytes, that have not arrived yet get an array of their own (32 KiB, as in Redis).</summary>
    public const int DirectThreshold = 32 * 1024;

    private enum Stage { Idle, Inline, Count, BulkMarker, BulkLength, BulkBytes, Direct, BulkEnd }

    private Stage _stage;
    private int _scanned;          // bytes of the current request already looked at
    private int _remaining;        // arguments still to come
    private int _bulkLength;
    private ulong _magnitude;      // the header number read so far, without its sign
    private long _number;          // the header number, once its line has ended
    private int _digits;
    private bool _negative;
    private bool _malformed;
    private int _headerLength;
    private byte[]? _direct;
    private int _directFilled;
    private long _directTotal;     // bytes of the current request that went past the buffer

    /// <summary>The request that the last <see cref="Decode"/> completed. Valid until the next call.</summary>
    public Request Request { get; } = new();

    /// <summary>Why decoding stopped, as Redis words it, without the leading "-ERR ".</summary>
    public string Error { get; private set; } = "";

    /// <summary>True while the client has to authenticate first: the tight limits hold.</summary>
    public bool Unauthenticated { get; set; }

    /// <summary>True while a request has begun and is not complete.</summary>
    public bool InRequest => _stage != Stage.Idle;

    /// <summary>Where the next bytes of the stream belong when a large argument is being read; empty otherwise.</summary>
    public Memory<byte> DirectTarget => _stage == Stage.Direct ? _direct.AsMemory(_directFilled) : default;

    /// <summary>Bytes that the large argument being read holds already, for limits on input.</summary>
    public int DirectReceived => _stage == Stage.Direct ? _directFilled : 0;

    /// <summary>Says that <paramref name="count"/> bytes were put into <see cref="DirectTarget"/>.</summary>
    public void AdvanceDirect(int count)
    {
        if (_stage != Stage.Direct || (uint)count > (uint)(_direct!.Length - _directFilled))
            throw new ArgumentOutOfRangeException(nameof(count), count, "More bytes than the argument has left.");
        _directFilled += count;
        if (_directFilled == _direct.Length) FinishDirect();
    }

    /// <summary>Decodes one request from <paramref name="buffer"/>.</summary>
    /// <param name="buffer">Holds the stream. Between calls its bytes may move, as long as <paramref name="start"/> follows.</param>
    /// <param name="start">First byte of the request under way; moved behind it when it is complete. Bytes of an incomplete request stay
    /// the caller's to keep, from here on.</param>
    /// <param name="end">Behind the last byte received; drawn back when the decoder took bytes out of the buffer.</param>
    public DecodeStatus Decode(byte[] buffer, ref int start, ref int end)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (_stage == Stage.Idle) Request.Clear();
        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, end);
        int at = start + _scanned;
        while (true)
        {
            switch (_stage)
            {
                case Stage.Idle:
                    if (at >= bytes.Length) return Pause(start, at);
                    Request.Clear();
                    _directTotal = 0;
                    if (bytes[at] != '*')
                    {
                        _stage = Stage.Inline;
                        break;
                    }
                    at++;
                    BeginNumber(Stage.Count);
                    goto case Stage.Count;

                case Stage.Count:
                    if (!ReadNumber(bytes, ref at))
                        return _headerLength >= RespLimits.MaxInline ? Fail("too big mbulk count string") : Pause(start, at);
                    if (_malformed || _number > RespLimits.MaxArguments) return Fail("invalid multibulk length");
                    if (Unauthenticated && _number > RespLimits.MaxArgumentsBeforeAuth) return Fail("unauthenticated multibulk length");
                    if (_number <= 0)
                    {
                        start = at;
                        _stage = Stage.Idle;
                        break;
                    }
                    _remaining = (int)_number;
                    _stage = Stage.BulkMarker;
                    goto case Stage.BulkMarker;

                case Stage.BulkMarker:
                    if (at >= bytes.Length) return Pause(start, at);
                    if (bytes[at] != '$') return Fail($"expected '$', got '{Printable(bytes[at])}'");
                    at++;
                    BeginNumber(Stage.BulkLength);
                    goto case Stage.BulkLength;

                case Stage.BulkLength:
                    if (!ReadNumber(bytes, ref at))
                        return _headerLength >= RespLimits.MaxInline ? Fail("too big bulk count string") : Pause(start, at);
                    if (_malformed || _number < 0 || _number > Math.Min(limits.MaxBulk, Array.MaxLength)) return Fail("invalid bulk length");
                    if (Unauthenticated && _number > RespLimits.MaxBulkBeforeAuth) return Fail("unauthenticated bulk length");
                    _bulkLength = (int)_number;
                    if (_bulkLength >= DirectThreshold && bytes.Length - at < _bulkLength)
                    {
                        BeginDirect(bytes[at..]);
                        end = at;
                        return Pause(start, at);
                    }
                    _stage = Stage.BulkBytes;
                    goto case Stage.BulkBytes;

                case Stage.BulkBytes:
                    if (bytes.Length - at < _bulkLength + 2) return Pause(start, at);
                    Request.AddRange(at - start, _bulkLength);
                    at += _bulkLength + 2;
                    if (--_remaining > 0)
                    {
                        _stage = Stage.BulkMarker;
                        goto case Stage.BulkMarker;
                    }
                    return Complete(buffer, ref start, at);

                case Stage.Direct:
                    return Pause(start, at);

                case Stage.BulkEnd:
                    if (bytes.Length - at < 2) return Pause(start, at);
                    at += 2;
                    if (--_remaining > 0)
                    {
                        _stage = Stage.BulkMarker;
                        goto case Stage.BulkMarker;
                    }
                    return Complete(buffer, ref start, at);

                case Stage.Inline:
                    int newline = bytes[at..].IndexOf((byte)'\n');
                    int lineEnd = newline < 0 ? bytes.Length : at + newline;
                    if (lineEnd - start > RespLimits.MaxInline) return Fail("too big inline request");
                    if (newline < 0) return Pause(start, lineEnd);
                    ReadOnlySpan<byte> line = bytes[start..lineEnd];
                    if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
                    if (!InlineSplitter.Split(line, Request)) return Fail("unbalanced quotes in request");
                    at = lineEnd + 1;
                    if (Request.Count > 0) return Complete(buffer, ref start, at);
                    start = at;
                    _stage = Stage.Idle;
                    break;
            }
        }
    }

    private DecodeStatus Pause(int start, int at)
    {
        _scanned = at - start;
        return DecodeStatus.NeedMore;
    }

    private DecodeStatus Complete(byte[] buffer, ref int start, int at)
    {
        Request.Rebase(buffer, start);
        Request.WireLength = at - start + _directTotal;
        start = at;
        _scanned = 0;
        _stage = Stage.Idle;
        return DecodeStatus.Complete;
    }

    private DecodeStatus Fail(string why)
    {
        Error = "Protocol error: " + why;
        return DecodeStatus.Error;
    }

    private void BeginNumber(Stage stage)
    {
        _stage = stage;
        _magnitude = 0;
        _number = 0;
        _digits = 0;
        _headerLength = 0;
        _negative = false;
        _malformed = false;
    }

    // Reads "[-]digits CR LF", a byte at a time, resuming wherever the last read ended. Redis' string2ll is strict: no sign but '-', no
    // leading zero, nothing empty, nothing beyond 64 bits. A malformed number is reported when its line ends, as Redis does. True when LF
    // has been consumed; false when the bytes ended first, or the line became longer than MaxInline (its '*' or '$' counts too).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ReadNumber(ReadOnlySpan<byte> bytes, ref int at)
    {
        // The common header, one or two digits and all there: "$3\r\n".
        if (_headerLength == 0 && bytes.Length - at >= 4)
        {
            uint first = (uint)bytes[at] - '0';
            if (first <= 9)
            {
                if (bytes[at + 1] == '\r')
                {
                    _number = first;
                    at += 3;
                    return true;
                }
                uint second = (uint)bytes[at + 1] - '0';
                if (first > 0 && second <= 9 && bytes[at + 2] == '\r')
                {
                    _number = first * 10 + second;
                    at += 4;
                    return true;
                }
            }
        }
        return ReadNumberSlowly(bytes, ref at);
    }

    private bool ReadNumberSlowly(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length)
        {
            byte b = bytes[at++];
            if (_digits < 0) return true;                       // the byte after CR
            if (b == '\r')
            {
                EndNumber();
                continue;
            }
            if (++_headerLength >= RespLimits.MaxInline) return false;
            if (b is >= (byte)'0' and <= (byte)'9')
            {
                if (_digits > 0 && _magnitude == 0) _malformed = true;
                if (_digits++ < 19) _magnitude = _magnitude * 10 + b - '0';
                else _malformed = true;
            }
            else if (b == '-' && _digits == 0 && !_negative) _negative = true;
            else _malformed = true;
        }
        return false;
    }

    private void EndNumber()
    {
        if (_digits == 0 || (_negative && _magnitude == 0)) _malformed = true;
        if (_magnitude > long.MaxValue + (_negative ? 1UL : 0UL)) _malformed = true;
        _number = _negative ? unchecked(-(long)_magnitude) : unchecked((long)_magnitude);
        _headerLength = 1;
        _digits = -1;
    }

    private void BeginDirect(ReadOnlySpan<byte> available)
    {
        _stage = Stage.Direct;
        _direct = GC.AllocateUninitializedArray<byte>(_bulkLength);
        available.CopyTo(_direct);
        _directFilled = available.Length;
        _directTotal += _bulkLength;
    }

    private void FinishDirect()
    {
        Request.AddOwn(_direct!);
        _direct = null;
        _stage = Stage.BulkEnd;
    }

    // Redis puts the byte into its error as it is. An error here is text, which cannot hold NUL and half a UTF-8 character.
    private static char Printable(byte b) => b is > 0 and <= 127 ? (char)b : '?';
}
