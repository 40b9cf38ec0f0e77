// Digits to LongDouble and back, exactly.
//
//   reading   what C's strtold reads, all of the text and no white space before it: decimals with or without exponent, hexadecimals
//             (0x1.8p3), inf and infinity in any case. Refused: nan, what overflows, and what is not zero but rounds to zero.
//   writing   17 digits behind the point, rounded half to even, then trailing zeros cut: Redis' "human" spelling. "-0" is "0".
//
// Both round once, from the exact value. Ordinary numbers (19 significant digits, up to 18 of them behind the point) stay within 128 bits
// and allocate nothing; BigInteger takes over beyond. Redis reads up to 5119 bytes.

using System.Globalization;
using System.Numerics;
using System.Text;

namespace ActorKv.Core.DataTypes;

internal static class LongDoubleText
{
    /// <summary>Room that <see cref="Format"/> needs at most: a sign, 4933 digits, a point and 17 digits.</summary>
    public const int MaxLength = 4952;

    private const int MaxTextLength = 5 * 1024 - 1;
    private const int FractionDigits = 17;
    private const ulong FractionScale = 100_000_000_000_000_000;

    // Decimal magnitudes (position of the first digit) outside of these are infinite or zero, whatever the digits.
    private const int MaxMagnitude = 4933, MinMagnitude = -4951;

    // Exponents saturate here: far outside of the range, and far inside of an int.
    private const int ExponentLimit = 100_000_000;

    public static bool TryParse(ReadOnlySpan<byte> text, out LongDouble value)
    {
        value = default;
        if (text.Length is 0 or > MaxTextLength) return false;
        bool negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        if (Ascii.EqualsIgnoreCase(text, "inf"u8) || Ascii.EqualsIgnoreCase(text, "infinity"u8))
        {
            value = LongDouble.Infinity(negative);
            return true;
        }
        return text.Length > 2 && text[0] == '0' && text[1] is (byte)'x' or (byte)'X'
            ? TryParseHexadecimal(text[2..], negative, out value)
            : TryParseDecimal(text, negative, out value);
    }

    /// <summary>Spells a finite <paramref name="value"/> into <paramref name="target"/> (<see cref="MaxLength"/> bytes).</summary>
    public static ReadOnlySpan<byte> Format(LongDouble value, Span<byte> target)
    {
        int length = 0;
        if (value.IsNegative) target[length++] = (byte)'-';
        if (value.Exponent >= 0)
        {
            length += WriteInteger(value.Mantissa, value.Exponent, target[length..]);
            return target[..length];
        }
        Split(value.Mantissa, -value.Exponent, out ulong whole, out ulong fraction);
        if (whole == 0 && fraction == 0) return "0"u8;
        whole.TryFormat(target[length..], out int digits, default, CultureInfo.InvariantCulture);
        length += digits;
        if (fraction == 0) return target[..length];
        target[length++] = (byte)'.';
        fraction.TryFormat(target[length..], out _, "D17", CultureInfo.InvariantCulture);
        return target[..(length + FractionDigits)].TrimEnd((byte)'0');
    }

    // mantissa / 2^shift as a whole number and 10^17ths, rounded half to even. The product has at most 64 + 57 bits.
    private static void Split(ulong mantissa, int shift, out ulong whole, out ulong fraction)
    {
        whole = shift < 64 ? mantissa >> shift : 0;
        ulong rest = shift < 64 ? mantissa & ((1UL << shift) - 1) : mantissa;
        fraction = 0;
        if (shift >= 128) return;
        UInt128 scaled = (UInt128)rest * FractionScale, half = UInt128.One << (shift - 1);
        fraction = (ulong)(scaled >> shift);
        UInt128 dropped = scaled & (half | (half - 1));
        if (dropped > half || (dropped == half && (fraction & 1) != 0)) fraction++;
        if (fraction < FractionScale) return;
        fraction = 0;
        whole++;
    }

    private static int WriteInteger(ulong mantissa, int shift, Span<byte> target)
    {
        int length;
        if (shift <= 64)
        {
            ((UInt128)mantissa << shift).TryFormat(target, out length, default, CultureInfo.InvariantCulture);
            return length;
        }
        string digits = (new BigInteger(mantissa) << shift).ToString(CultureInfo.InvariantCulture);
        return Encoding.ASCII.GetBytes(digits, target);
    }

    private static bool TryParseDecimal(ReadOnlySpan<byte> text, bool negative, out LongDouble value)
    {
        value = default;
        int wholeEnd = SkipDigits(text, 0), fractionEnd = wholeEnd;
        ReadOnlySpan<byte> whole = text[..wholeEnd], fraction = default;
        if (wholeEnd < text.Length && text[wholeEnd] == '.')
        {
            fractionEnd = SkipDigits(text, wholeEnd + 1);
            fraction = text[(wholeEnd + 1)..fractionEnd];
        }
        if (whole.Length + fraction.Length == 0) return false;
        if (!TryParseExponent(text[fractionEnd..], (byte)'e', out int exponent)) return false;

        // Whole and fraction are one run of digits with the point taken out; without zeros at either end it is mostly short.
        fraction = fraction.TrimEnd((byte)'0');
        exponent -= fraction.Length;
        if (fraction.IsEmpty)
        {
            whole = whole.TrimEnd((byte)'0');
            exponent += wholeEnd - whole.Length;
        }
        whole = whole.TrimStart((byte)'0');
        if (whole.IsEmpty) fraction = fraction.TrimStart((byte)'0');
        int count = whole.Length + fraction.Length;
        if (count == 0) return true;
        int magnitude = count + exponent;
        if (magnitude is > MaxMagnitude or < MinMagnitude) return false;
        value = count <= 19 && exponent >= -18 && magnitude <= 38
            ? ScaleSmall(ToUInt64(whole, fraction), exponent, negative)
            : ScaleLarge(ToBigInteger(whole, fraction), exponent, negative);
        return value is { IsFinite: true, IsZero: false };
    }

    private static LongDouble ScaleSmall(ulong digits, int exponent, bool negative)
    {
        if (exponent >= 0) return LongDouble.Round(negative, digits * PowerOfTen(exponent), 0, sticky: false);
        // The divisor has at most 60 bits, so the quotient of a dividend with its top bit set has 67 or more.
        int shift = (int)UInt128.LeadingZeroCount(digits);
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem((UInt128)digits << shift, PowerOfTen(-exponent));
        return LongDouble.Round(negative, quotient, -shift, sticky: remainder != 0);
    }

    private static LongDouble ScaleLarge(BigInteger digits, int exponent, bool negative)
    {
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent)), remainder = 0;
        int scale = 0;
        if (exponent >= 0) digits *= power;
        else
        {
            scale = (int)Math.Max(0, 130 + power.GetBitLength() - digits.GetBitLength());
            digits = BigInteger.DivRem(digits << scale, power, out remainder);
        }
        int excess = (int)Math.Max(0, digits.GetBitLength() - 128);
        BigInteger top = digits >> excess;
        return LongDouble.Round(negative, (UInt128)top, excess - scale, sticky: !remainder.IsZero || top << excess != digits);
    }

    private static bool TryParseHexadecimal(ReadOnlySpan<byte> text, bool negative, out LongDouble value)
    {
        value = default;
        UInt128 significand = 0;
        bool sticky = false, point = false, any = false;
        int exponent = 0, at = 0;
        for (; at < text.Length; at++)
        {
            if (text[at] == '.' && !point)
            {
                point = true;
                continue;
            }
            int digit = HexDigit(text[at]);
            if (digit < 0) break;
            any = true;
            if (point) exponent -= 4;
            if (significand >> 120 == 0) significand = significand << 4 | (uint)digit;
            else
            {
                exponent += 4;
                sticky |= digit != 0;
            }
        }
        if (!any || !TryParseExponent(text[at..], (byte)'p', out int power)) return false;
        value = LongDouble.Round(negative, significand, exponent + power, sticky);
        return value.IsFinite && (significand == 0 || !value.IsZero);
    }

    // Nothing, or the letter with a decimal number that reaches to the end.
    private static bool TryParseExponent(ReadOnlySpan<byte> text, byte letter, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty) return true;
        if ((text[0] | 0x20) != letter) return false;
        int at = 1;
        bool negative = at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+') at++;
        if (at == text.Length || SkipDigits(text, at) != text.Length) return false;
        for (; at < text.Length; at++) exponent = Math.Min(ExponentLimit, exponent * 10 + (text[at] - '0'));
        if (negative) exponent = -exponent;
        return true;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (uint)(text[at] - '0') <= 9) at++;
        return at;
    }

    private static ulong ToUInt64(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction)
    {
        ulong digits = 0;
        foreach (byte digit in whole) digits = digits * 10 + digit - '0';
        foreach (byte digit in fraction) digits = digits * 10 + digit - '0';
        return digits;
    }

    private static BigInteger ToBigInteger(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction) => BigInteger.Parse(
        Encoding.ASCII.GetString(whole) + Encoding.ASCII.GetString(fraction), NumberStyles.None, CultureInfo.InvariantCulture);

    private static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        for (; exponent > 0; exponent--) power *= 10;
        return power;
    }

    private static int HexDigit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };
}
