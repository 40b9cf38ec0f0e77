// Numbers as Redis reads them from arguments and strings: strictly. "1" is a number; " 1", "+1", "01", "1 " and "" are not.

using System.Globalization;
using System.Runtime.CompilerServices;

namespace ActorKv.Core.DataTypes;

internal static class Numbers
{
    /// <summary>Longest spelling of a 64 bit integer: "-9223372036854775808".</summary>
    public const int MaxInt64Length = 20;

    /// <summary>Parses what Redis' string2ll accepts: the one canonical spelling of each 64 bit integer.</summary>
    public static bool TryParseInt64(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if ((uint)(text.Length - 1) >= MaxInt64Length) return false;
        int at = 0;
        bool negative = text[0] == '-';
        if (negative && ++at == text.Length) return false;
        uint first = (uint)text[at] - '0';
        if (first == 0)
        {
            return text.Length == 1;
        }
        if (first > 9) return false;
        ulong number = first;
        for (at++; at < text.Length; at++)
        {
            uint digit = (uint)text[at] - '0';
            if (digit > 9) return false;
            if (number > ulong.MaxValue / 10 || (number == ulong.MaxValue / 10 && digit > 5)) return false;
            number = number * 10 + digit;
        }
        if (negative)
        {
            if (number > 1UL << 63) return false;
            value = (long)(0 - number);
            return true;
        }
        value = (long)number;
        return number <= long.MaxValue;
    }

    /// <summary>Spells <paramref name="value"/> into <paramref name="target"/> (at least <see cref="MaxInt64Length"/> bytes).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Format(long value, Span<byte> target)
    {
        value.TryFormat(target, out int length, default, CultureInfo.InvariantCulture);
        return target[..length];
    }
}
