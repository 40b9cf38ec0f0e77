// The cursor and the options of SCAN and of the commands that walk inside one key.
//
// A cursor is what C's strtoul takes, because Redis reads it with that: also "", "+7" and "-1" (the largest number), but no blanks, and
// nothing behind a zero byte, where a C string ends.

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal readonly ref struct ScanOptions
{
    private const int DefaultCount = 10;

    private readonly ReadOnlySpan<byte> _pattern, _type;
    private readonly bool _hasPattern, _hasType;

    private ScanOptions(long count, ReadOnlySpan<byte> pattern, bool hasPattern, ReadOnlySpan<byte> type, bool hasType, bool noValues)
    {
        Count = count;
        NoValues = noValues;
        _pattern = pattern;
        _hasPattern = hasPattern;
        _type = type;
        _hasType = hasType;
    }

    /// <summary>How many elements to look at; at least 1.</summary>
    public long Count { get; }

    /// <summary>Whether HSCAN is to return fields without their values.</summary>
    public bool NoValues { get; }

    public bool Matches(ReadOnlySpan<byte> name) => !_hasPattern || GlobPattern.IsMatch(_pattern, name);

    public bool HasType(DataType type) => !_hasType || Ascii.EqualsIgnoreCase(TypeNames.Of(type), _type);

    public static bool TryReadCursor(ReadOnlySpan<byte> text, out ulong cursor)
    {
        cursor = 0;
        if (text.IndexOf((byte)0) is >= 0 and int end) text = text[..end];
        bool negative = text is [(byte)'-', ..];
        ReadOnlySpan<byte> digits = negative || text is [(byte)'+', ..] ? text[1..] : text;
        if (digits.IsEmpty) return text.IsEmpty;
        foreach (byte digit in digits)
        {
            uint value = (uint)digit - '0';
            if (value > 9 || cursor > (ulong.MaxValue - value) / 10) return false;
            cursor = cursor * 10 + value;
        }
        if (negative) cursor = 0 - cursor;
        return true;
    }

    /// <summary>Reads what follows the cursor. False, with the error replied, when it is no list of options.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, bool takesType, out ScanOptions options, bool takesNoValues = false)
    {
        options = default;
        long count = DefaultCount;
        ReadOnlySpan<byte> pattern = default, type = default;
        bool hasPattern = false, hasType = false, noValues = false;
        while (!args.AtEnd)
        {
            bool hasValue = args.Remaining >= 2;
            if (hasValue && args.NextIs("COUNT"u8))
            {
                if (!args.TryNextInt64(out count))
                {
                    turn.Reply.Error(Errors.NotAnInteger);
                    return false;
                }
                if (count >= 1) continue;
            }
            else if (hasValue && args.NextIs("MATCH"u8))
            {
                pattern = args.Next();
                hasPattern = !pattern.SequenceEqual("*"u8);
                continue;
            }
            else if (hasValue && takesType && args.NextIs("TYPE"u8))
            {
                type = args.Next();
                hasType = true;
                continue;
            }
            else if (takesNoValues && args.NextIs("NOVALUES"u8))
            {
                noValues = true;
                continue;
            }
            turn.Reply.Error(Errors.Syntax);
            return false;
        }
        options = new ScanOptions(count, pattern, hasPattern, type, hasType, noValues);
        return true;
    }
}
