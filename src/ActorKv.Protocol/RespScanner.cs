// Finds where a reply ends, however its bytes come. For clients, whose reads end anywhere.
//
//   read 1            read 2                    read 3
//   *2 \r\n $5 \r\n h | ello \r\n *1 \r\n $100000 | 0 \r\n … | next reply
//   ^ 1 item is due   ^ 4 bytes to pass over     ^ inside a number             due 0: the end
//
// A reply is a tree, but its end needs no stack: a head with n items makes n more due, whatever stands around it. Each byte is looked at once,
// and those of bulk strings not at all: a reply that trickles in costs no more than one that comes whole. Attributes count as a part of the
// item that they stand before. What the reply says is read afterwards.

using System.Runtime.CompilerServices;

namespace ActorKv.Protocol;

/// <summary>Finds the ends of replies in a stream of bytes. A mutable struct that survives between reads: keep it in a field.
/// Source of the format: https://redis.io/docs/latest/develop/reference/protocol-spec/.</summary>
public struct RespScanner
{
    private const int MaxLength = int.MaxValue;

    private Stage _stage;
    private byte _type;
    private bool _negative;
    private bool _hasDigits;
    private long _number;
    private long _due;             // items that the reply still lacks, the one being read included; 0 between replies
    private long _pass;            // bytes of a bulk string and its line break that are still to come

    private enum Stage : byte { Type, Line, LineEnd, Length, LengthEnd, Bulk }

    /// <summary>True between replies.</summary>
    public readonly bool IsIdle => _due == 0;

    /// <summary>Bytes that are certainly still to come before the reply ends: what a buffer must have room for at least. 0 when that is not known.</summary>
    public readonly long Missing => _pass;

    /// <summary>Goes on at <paramref name="at"/>, behind what was seen before.</summary>
    /// <returns>True when a reply ends: <paramref name="at"/> stands behind it, and the next call begins the next reply. False when the bytes end
    /// first: then <paramref name="at"/> is their length.</returns>
    /// <exception cref="FormatException">The bytes are no RESP. Nothing behind them can be read.</exception>
    public bool TryFindEnd(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at >= bytes.Length) return false;
        if (_due == 0) _due = 1;
        while (at < bytes.Length)
        {
            switch (_stage)
            {
                case Stage.Type:
                    BeginItem(bytes[at++]);
                    continue;
                case Stage.Line:
                    int length = bytes[at..].IndexOf((byte)'\r');
                    if (length < 0)
                    {
                        at = bytes.Length;
                        return false;
                    }
                    at += length + 1;
                    _stage = Stage.LineEnd;
                    continue;
                case Stage.LineEnd:
                    Expect(bytes[at++], (byte)'\n');
                    break;
                case Stage.Length:
                    AddToLength(bytes[at++]);
                    continue;
                case Stage.LengthEnd:
                    Expect(bytes[at++], (byte)'\n');
                    if (!EndLength()) continue;
                    break;
                case Stage.Bulk:
                    int passed = (int)Math.Min(_pass, bytes.Length - at);
                    at += passed;
                    _pass -= passed;
                    if (_pass > 0) return false;
                    break;
            }
            _stage = Stage.Type;
            if (--_due == 0) return true;
        }
        return false;
    }

    private void BeginItem(byte type)
    {
        _type = type;
        switch (type)
        {
            case (byte)'+' or (byte)'-' or (byte)':' or (byte)'_' or (byte)',' or (byte)'#' or (byte)'(':
                _stage = Stage.Line;
                break;
            case (byte)'$' or (byte)'=' or (byte)'!' or (byte)'*' or (byte)'%' or (byte)'~' or (byte)'>' or (byte)'|':
                _stage = Stage.Length;
                _number = 0;
                _negative = _hasDigits = false;
                break;
            default:
                throw new FormatException($"The byte 0x{type:x2} begins no RESP reply.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddToLength(byte b)
    {
        uint digit = (uint)b - '0';
        if (digit <= 9)
        {
            _hasDigits = true;
            _number = _number * 10 + digit;
            if (_number > MaxLength) throw new FormatException("A RESP reply has a length beyond 2 GiB.");
        }
        else if (b == '\r' && _hasDigits) _stage = Stage.LengthEnd;
        else if (b == '-' && !_hasDigits && !_negative) _negative = true;
        else throw new FormatException("A RESP reply has a length that is none.");
    }

    // True when the item is complete already: a null, or an aggregate's head, whose items are due instead.
    private bool EndLength()
    {
        if (_negative) return true;
        switch (_type)
        {
            case (byte)'$' or (byte)'=' or (byte)'!':
                _pass = _number + 2;
                _stage = Stage.Bulk;
                return false;
            case (byte)'|':
                // One more than is inside, because the item that follows is still due.
                _due += 2 * _number + 1;
                return true;
            case (byte)'%':
                _due += 2 * _number;
                return true;
            default:
                _due += _number;
                return true;
        }
    }

    private static void Expect(byte found, byte expected)
    {
        if (found != expected) throw new FormatException("A line of a RESP reply does not end with CR LF.");
    }
}
