// Walks a reply where it lies, forward, item by item. What typed methods read with, and open to those of users.
//
// It reads one complete reply (RESP3, and RESP2 as far as both can say the same): a host finds out first where the reply ends. Nothing is
// allocated but what is returned. Attributes are passed over. An error inside a reply (in that of EXEC) is thrown when it is read.

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ActorKv.Protocol;

namespace ActorKv;

/// <summary>Reads one complete reply, item by item.</summary>
/// <remarks>A method that finds something else than it is asked for throws a <see cref="FormatException"/> that says what.</remarks>
public ref struct KvReplyReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    /// <param name="reply">One complete reply.</param>
    public KvReplyReader(ReadOnlySpan<byte> reply) => _bytes = reply;

    /// <summary>What the next item is.</summary>
    public ReplyKind Kind
    {
        get
        {
            SkipAttributes();
            return KindAt(_at);
        }
    }

    /// <summary>Passes over a null, if the next item is one.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryReadNull()
    {
        if (Kind != ReplyKind.Null) return false;
        ReadLine();
        return true;
    }

    /// <summary>The bytes of a string, or the spelling of a number or boolean. Valid as long as the reader.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        ReplyKind kind = Kind;
        switch (kind)
        {
            case ReplyKind.Bulk: return ReadBulk();
            case ReplyKind.Verbatim: return ReadBulk()[4..];               // behind "txt:"
            case ReplyKind.SimpleString or ReplyKind.Integer or ReplyKind.Double or ReplyKind.Boolean or ReplyKind.BigNumber: return ReadLine();
            default: throw Mismatch(kind, "a string");
        }
    }

    /// <summary>A string of UTF-8, or the spelling of a number; null for a null.</summary>
    public string? ReadString() => TryReadNull() ? null : Encoding.UTF8.GetString(ReadBytes());

    /// <summary>An integer, or a string that spells one.</summary>
    public long ReadInt64()
    {
        ReadOnlySpan<byte> text = ReadBytes();
        return Utf8Parser.TryParse(text, out long number, out int used) && used == text.Length
            ? number
            : throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is no integer.");
    }

    /// <summary>A double, or a string that spells one.</summary>
    public double ReadDouble()
    {
        ReadOnlySpan<byte> text = ReadBytes();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return number;
        return text switch
        {
            [(byte)'i' or (byte)'I', ..] or [(byte)'+', (byte)'i', ..] => double.PositiveInfinity,
            [(byte)'-', (byte)'i' or (byte)'I', ..] => double.NegativeInfinity,
            [(byte)'n' or (byte)'N', ..] or [(byte)'-', (byte)'n', ..] => double.NaN,
            _ => throw new FormatException($"'{Encoding.UTF8.GetString(text)}' is no number."),
        };
    }

    /// <summary>A boolean, or an integer that is not 0. A simple string (OK) is true, a null is false.</summary>
    public bool ReadBoolean()
    {
        switch (Kind)
        {
            case ReplyKind.Null:
                ReadLine();
                return false;
            case ReplyKind.Boolean: return ReadLine() is [(byte)'t'];
            case ReplyKind.SimpleString:
                ReadLine();
                return true;
            default: return ReadInt64() != 0;
        }
    }

    /// <summary>The head of an array, set, push or map. Its items follow; in a map key and value are two.</summary>
    /// <returns>Number of items that follow; -1 for a null.</returns>
    public int ReadArray()
    {
        ReplyKind kind = Kind;
        if (kind == ReplyKind.Null)
        {
            ReadLine();
            return -1;
        }
        if (kind is not (ReplyKind.Array or ReplyKind.Set or ReplyKind.Push or ReplyKind.Map)) throw Mismatch(kind, "an array");
        int count = ReadLength();
        return kind == ReplyKind.Map ? checked(count * 2) : count;
    }

    /// <summary>Passes over the next item, with all inside it. An error inside is passed over too.</summary>
    public void Skip()
    {
        for (long left = 1; left > 0; left--)
        {
            switch (Kind)
            {
                case ReplyKind.Array or ReplyKind.Set or ReplyKind.Push or ReplyKind.Map: left += ReadArray(); break;
                case ReplyKind.Bulk or ReplyKind.Verbatim: ReadBulk(); break;
                case ReplyKind.Error: ReadErrorText(); break;
                default: ReadLine(); break;
            }
        }
    }

    /// <summary>The text of an error.</summary>
    internal string ReadErrorText() => Encoding.UTF8.GetString(_bytes[_at] == (byte)'!' ? ReadBulk() : ReadLine());

    /// <summary>Passes over the next item, and returns its bytes as they came.</summary>
    internal ReadOnlySpan<byte> ReadRaw()
    {
        int start = _at;
        Skip();
        return _bytes[start.._at];
    }

    private Exception Mismatch(ReplyKind found, string wanted) =>
        found == ReplyKind.Error ? new KvException(ReadErrorText()) : new FormatException($"The reply has {Article(found)}, not {wanted}.");

    private static string Article(ReplyKind kind) => kind switch
    {
        ReplyKind.Null => "a null", ReplyKind.Array => "an array", ReplyKind.Map => "a map", ReplyKind.Set => "a set",
        ReplyKind.Integer => "an integer", _ => "a " + kind.ToString().ToLowerInvariant(),
    };

    private readonly ReplyKind KindAt(int at)
    {
        switch (_bytes[at])
        {
            case (byte)'+': return ReplyKind.SimpleString;
            case (byte)'-' or (byte)'!': return ReplyKind.Error;
            case (byte)':': return ReplyKind.Integer;
            case (byte)'$': return _bytes[at + 1] == (byte)'-' ? ReplyKind.Null : ReplyKind.Bulk;
            case (byte)'*': return _bytes[at + 1] == (byte)'-' ? ReplyKind.Null : ReplyKind.Array;
            case (byte)'_': return ReplyKind.Null;
            case (byte)'%': return ReplyKind.Map;
            case (byte)'~': return ReplyKind.Set;
            case (byte)'>': return ReplyKind.Push;
            case (byte)',': return ReplyKind.Double;
            case (byte)'#': return ReplyKind.Boolean;
            case (byte)'=': return ReplyKind.Verbatim;
            case (byte)'(': return ReplyKind.BigNumber;
            default: throw new FormatException($"'{(char)_bytes[at]}' begins no RESP reply.");
        }
    }

    private void SkipAttributes()
    {
        while (_bytes[_at] == (byte)'|')
        {
            for (long left = ReadLength() * 2L; left > 0; left--) Skip();
        }
    }

    private ReadOnlySpan<byte> ReadLine()
    {
        ReadOnlySpan<byte> rest = _bytes[(_at + 1)..];
        int length = rest.IndexOf((byte)'\r');
        _at += length + 3;
        return rest[..length];
    }

    private int ReadLength()
    {
        ReadOnlySpan<byte> line = ReadLine();
        return Utf8Parser.TryParse(line, out int length, out _) ? length : throw new FormatException("The reply has a length that is none.");
    }

    private ReadOnlySpan<byte> ReadBulk()
    {
        int length = ReadLength();
        ReadOnlySpan<byte> bulk = _bytes.Slice(_at, length);
        _at += length + 2;
        return bulk;
    }
}
