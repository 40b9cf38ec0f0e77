// Ids as commands take them: "5-3", "5" (what is missing is the command's affair), "-" and "+" for the ends where ranges are asked for,
// "(5-3" for a range without its end, and in XADD "5-*" for the next of that millisecond.
//
// Redis reads the two numbers with C's strtoull when they are not canonical: then "+5", " 5" and "007" are numbers, and a NUL ends the text.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class StreamIdArgument
{
    private const int MaxLength = 127;

    private static ReadOnlySpan<byte> Invalid => "ERR Invalid stream ID specified as stream command argument"u8;

    private static ReadOnlySpan<byte> InvalidStart => "ERR invalid start ID for the interval"u8;

    private static ReadOnlySpan<byte> InvalidEnd => "ERR invalid end ID for the interval"u8;

    /// <summary>Reads an id that names an entry: "-" and "+" are none. False, with the error replied, when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, KeyTurn turn, out StreamId id) =>
        TryParse(text, 0, allowEnds: false, out id) || Fail(turn, Invalid);

    /// <summary>Reads an id, "-" or "+".</summary>
    public static bool TryReadAny(ReadOnlySpan<byte> text, KeyTurn turn, out StreamId id) =>
        TryParse(text, 0, allowEnds: true, out id) || Fail(turn, Invalid);

    /// <summary>Reads XADD's id, where "5-*" leaves the sequence open.</summary>
    public static bool TryReadNew(ReadOnlySpan<byte> text, KeyTurn turn, out StreamId id, out bool isSequenceGiven)
    {
        ReadOnlySpan<byte> word = CutAtNul(text);
        isSequenceGiven = true;
        if (text.Length <= MaxLength && word.EndsWith("-*"u8) && word.IndexOf((byte)'-') == word.Length - 2)
        {
            isSequenceGiven = false;
            word = word[..^2];
        }
        else word = text;
        return TryRead(word, turn, out id);
    }

    /// <summary>Reads the beginning of a range, included.</summary>
    public static bool TryReadStart(ReadOnlySpan<byte> text, KeyTurn turn, out StreamId id)
    {
        bool exclusive = IsExclusive(ref text);
        if (!TryParse(text, 0, allowEnds: !exclusive, out id)) return Fail(turn, Invalid);
        return !exclusive || id.TryNext(out id) || Fail(turn, InvalidStart);
    }

    /// <summary>Reads the end of a range, included. An id without a sequence means the whole millisecond.</summary>
    public static bool TryReadEnd(ReadOnlySpan<byte> text, KeyTurn turn, out StreamId id)
    {
        bool exclusive = IsExclusive(ref text);
        if (!TryParse(text, ulong.MaxValue, allowEnds: !exclusive, out id)) return Fail(turn, Invalid);
        return !exclusive || id.TryPrevious(out id) || Fail(turn, InvalidEnd);
    }

    /// <summary>The id of a text that has been read before without an error.</summary>
    public static StreamId Parse(ReadOnlySpan<byte> text) => TryParse(text, 0, allowEnds: false, out StreamId id) ? id : StreamId.Zero;

    /// <summary>Parses an id.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, ulong missingSequence, bool allowEnds, out StreamId id)
    {
        id = StreamId.Zero;
        if (text.Length > MaxLength) return false;
        text = CutAtNul(text);
        if (text is [(byte)'-' or (byte)'+'])
        {
            if (text[0] == '+') id = StreamId.Max;
            return allowEnds;
        }
        int dash = text.IndexOf((byte)'-');
        ulong sequence = missingSequence;
        if (!TryParseNumber(dash < 0 ? text : text[..dash], out ulong milliseconds)) return false;
        if (dash >= 0 && !TryParseNumber(text[(dash + 1)..], out sequence)) return false;
        id = new StreamId(milliseconds, sequence);
        return true;
    }

    /// <summary>The text as C sees it.</summary>
    public static ReadOnlySpan<byte> CutAtNul(ReadOnlySpan<byte> text) => text.IndexOf((byte)0) is >= 0 and int end ? text[..end] : text;

    private static bool IsExclusive(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '(') return false;
        text = text[1..];
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, out ulong value)
    {
        if (Numbers.TryParseInt64(text, out long number))
        {
            value = (ulong)number;
            return number >= 0;
        }
        value = 0;
        text = text.TrimStart(" \t\n\v\f\r"u8);
        bool negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..]) text = text[1..];
        if (text.IsEmpty) return false;
        foreach (byte letter in text)
        {
            uint digit = (uint)letter - '0';
            if (digit > 9 || value > (ulong.MaxValue - digit) / 10) return false;
            value = value * 10 + digit;
        }
        if (negative) value = 0 - value;
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
