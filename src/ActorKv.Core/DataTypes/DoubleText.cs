// Digits to double and back, as C's strtod and printf do it.
//
//   reading   decimals with or without exponent, hexadecimals (0x1.8p3), inf and infinity in any case, a sign before any of them. Refused: nan,
//             and what is no number. One too large becomes infinite and one too small zero or subnormal; strtod reports both as out of
//             range, and so do we: some commands refuse them, others take what has come of it.
//             strict    an argument that must be a number: all of it, and neither infinite nor zero for being out of range
//             lenient   an end of a range of scores: white space before it is skipped, a NUL ends it, nothing at all is 0, any range
//   writing   "%.17g": 17 significant digits, zeros at the end cut, an exponent below 1e-4 and from 1e17 on. Each double has one spelling and
//             comes back from it as the same double.

using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ActorKv.Core.DataTypes;

internal static class DoubleText
{
    /// <summary>Room that <see cref="Format"/> needs: "-2.2250738585072014e-308".</summary>
    public const int MaxLength = 32;

    private static readonly SearchValues<byte> s_decimal = SearchValues.Create("0123456789.eE+-"u8);

    private const int Precision = 17, SmallestFixedExponent = -4;
    private const double SmallestWithExponent = 1e17;

    private const int MantissaBits = 53, MinExponent = -1074, MaxExponent = 1024;

    // Exponents saturate here: far outside of the range, and far inside of an int.
    private const int ExponentLimit = 100_000_000;

    /// <summary>Reads a double.</summary>
    /// <param name="text">All of it must be the number.</param>
    /// <param name="value">The nearest double.</param>
    /// <param name="outOfRange">True for what overflows, and for what is not zero and so small that it loses digits.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value, out bool outOfRange)
    {
        value = 0;
        outOfRange = false;
        if (text.IsEmpty) return false;
        bool negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        if (Ascii.EqualsIgnoreCase(text, "inf"u8) || Ascii.EqualsIgnoreCase(text, "infinity"u8)) value = double.PositiveInfinity;
        else if (text.Length > 2 && text[0] == '0' && text[1] is (byte)'x' or (byte)'X')
        {
            if (!TryParseHexadecimal(text[2..], out value, out outOfRange)) return false;
        }
        else if (!TryParseDecimal(text, out value, out outOfRange)) return false;
        if (negative) value = -value;
        return true;
    }

    /// <summary>Reads a number strictly.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (Numbers.TryParseInt64(text, out long integer))
        {
            value = integer;
            return true;
        }
        return TryParse(text, out value, out bool outOfRange) && !(outOfRange && (value == 0 || double.IsInfinity(value)));
    }

    /// <summary>Reads a number leniently.</summary>
    public static bool TryParseLenient(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IndexOf((byte)0) is >= 0 and int end) text = text[..end];
        return text.IsEmpty || TryParse(text.TrimStart(" \t\n\v\f\r"u8), out value, out _);
    }

    /// <summary>Spells <paramref name="value"/> into <paramref name="target"/> (<see cref="MaxLength"/> bytes).</summary>
    public static ReadOnlySpan<byte> Format(double value, Span<byte> target)
    {
        if (Math.Abs(value) < SmallestWithExponent)
        {
            long integer = (long)value;
            if (integer == value && (integer != 0 || !double.IsNegative(value))) return Numbers.Format(integer, target);
        }
        if (double.IsFinite(value)) return FormatDigits(value, target);
        return double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8;
    }

    private static bool TryParseDecimal(ReadOnlySpan<byte> text, out double value, out bool outOfRange)
    {
        value = 0;
        outOfRange = false;
        if (text.IsEmpty || text.IndexOfAnyExcept(s_decimal) >= 0 || text[0] is (byte)'+' or (byte)'-') return false;
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)) return false;
        outOfRange = double.IsInfinity(value) || double.IsSubnormal(value) || (value == 0 && HasDigitsBeyondZero(text));
        return true;
    }

    private static bool HasDigitsBeyondZero(ReadOnlySpan<byte> text)
    {
        int exponent = text.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? text : text[..exponent]).IndexOfAnyInRange((byte)'1', (byte)'9') >= 0;
    }

    // The first 64 bits of the digits, with a last one for all that follow, then the exponent of two.
    private static bool TryParseHexadecimal(ReadOnlySpan<byte> text, out double value, out bool outOfRange)
    {
        value = 0;
        outOfRange = false;
        ulong mantissa = 0;
        int exponent = 0, at = 0, digits = 0;
        bool point = false;
        for (; at < text.Length; at++)
        {
            if (text[at] == '.' && !point)
            {
                point = true;
                continue;
            }
            if (!char.IsAsciiHexDigit((char)text[at])) break;
            digits++;
            uint digit = text[at] <= '9' ? text[at] - (uint)'0' : (text[at] | 0x20u) - 'a' + 10;
            if (mantissa >> 60 == 0) mantissa = mantissa << 4 | digit;
            else
            {
                if (digit != 0) mantissa |= 1;
                exponent = Math.Min(exponent + 4, ExponentLimit);
            }
            if (point) exponent = Math.Max(exponent - 4, -ExponentLimit);
        }
        if (digits == 0 || !TryReadExponent(text[at..], out int scale)) return false;
        value = Round(mantissa, exponent + scale, out outOfRange);
        return true;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty) return true;
        if (text[0] is not ((byte)'p' or (byte)'P')) return false;
        text = text[1..];
        bool negative = text.StartsWith("-"u8);
        if (text.StartsWith("-"u8) || text.StartsWith("+"u8)) text = text[1..];
        if (text.IsEmpty) return false;
        foreach (byte b in text)
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            exponent = Math.Min(exponent * 10 + b - '0', ExponentLimit);
        }
        if (negative) exponent = -exponent;
        return true;
    }

    // mantissa * 2^exponent, rounded once, half to even.
    private static double Round(ulong mantissa, int exponent, out bool outOfRange)
    {
        outOfRange = false;
        if (mantissa == 0) return 0;
        int bits = 64 - BitOperations.LeadingZeroCount(mantissa);
        int drop = Math.Max(bits - MantissaBits, Math.Max(0, MinExponent - exponent));
        ulong kept = drop > 63 ? 0 : mantissa >> drop;
        ulong dropped = drop > 63 ? mantissa : mantissa & ((1UL << drop) - 1);
        ulong half = drop is 0 or > 64 ? 0 : 1UL << drop - 1;
        bool up = drop is > 0 and <= 64 && (dropped > half || (dropped == half && (kept & 1) != 0));
        bool tiny = bits + exponent <= MinExponent + MantissaBits - 1;
        double value = Math.ScaleB(up ? kept + 1 : kept, Math.Clamp(exponent, -ExponentLimit, ExponentLimit) + drop);
        outOfRange = bits + exponent > MaxExponent || double.IsInfinity(value) || (tiny && dropped != 0);
        return value;
    }

    // .NET gives "-d.ddddddddddddddddE+ddd": 17 digits, and at least three of an exponent.
    private static ReadOnlySpan<byte> FormatDigits(double value, Span<byte> target)
    {
        Span<byte> scientific = stackalloc byte[MaxLength];
        value.TryFormat(scientific, out int length, "E16", CultureInfo.InvariantCulture);
        int at = 0;
        if (scientific[0] == '-')
        {
            target[at++] = (byte)'-';
            scientific = scientific[1..length];
        }
        else scientific = scientific[..length];
        Span<byte> digits = stackalloc byte[Precision];
        digits[0] = scientific[0];
        scientific.Slice(2, Precision - 1).CopyTo(digits[1..]);
        int exponent = 0;
        foreach (byte digit in scientific[(Precision + 3)..]) exponent = exponent * 10 + digit - '0';
        if (scientific[Precision + 2] == '-') exponent = -exponent;
        ReadOnlySpan<byte> significant = digits.TrimEnd((byte)'0');
        if (significant.IsEmpty) significant = "0"u8;
        return exponent is < SmallestFixedExponent or >= Precision
            ? WriteWithExponent(significant, exponent, target, at)
            : WriteFixed(significant, exponent, target, at);
    }

    private static ReadOnlySpan<byte> WriteFixed(scoped ReadOnlySpan<byte> digits, int exponent, Span<byte> target, int at)
    {
        if (exponent < 0)
        {
            target[at++] = (byte)'0';
            target[at++] = (byte)'.';
            for (int i = -1; i > exponent; i--) target[at++] = (byte)'0';
            digits.CopyTo(target[at..]);
            return target[..(at + digits.Length)];
        }
        for (int i = 0; i < Math.Max(digits.Length, exponent + 1); i++)
        {
            if (i == exponent + 1) target[at++] = (byte)'.';
            target[at++] = i < digits.Length ? digits[i] : (byte)'0';
        }
        return target[..at];
    }

    private static ReadOnlySpan<byte> WriteWithExponent(scoped ReadOnlySpan<byte> digits, int exponent, Span<byte> target, int at)
    {
        target[at++] = digits[0];
        if (digits.Length > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += digits.Length - 1;
        }
        target[at++] = (byte)'e';
        target[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(target[at..], out int length, "D2", CultureInfo.InvariantCulture);
        return target[..(at + length)];
    }
}
