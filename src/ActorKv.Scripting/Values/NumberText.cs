// Numbers as Lua 5.1 spells them: "%.14g" of a double, or of another precision.

using System.Buffers.Text;
using System.Globalization;
using ActorKv.Scripting.Native;

namespace ActorKv.Scripting.Values;

internal static class NumberText
{
    public const int MaxLength = 32;

    /// <summary>Precision of tostring.</summary>
    public const int Precision = 14;

    private static readonly double[] s_powers = [1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17];

    /// <summary>Spells the number at an index.</summary>
    public static unsafe int Format(LuaThread lua, int index, Span<byte> target, int precision = Precision)
    {
        if (LuaNative.IsInteger(lua, index) == 0) return Format(LuaNative.ToNumber(lua, index, null), target, precision);
        long whole = LuaNative.ToInteger(lua, index, null);
        if (Math.Abs((double)whole) >= s_powers[precision]) return Format(whole, target, precision);
        Utf8Formatter.TryFormat(whole, target, out int length);
        return length;
    }

    /// <summary>Spells a double as C's "%.{precision}g" does.</summary>
    public static int Format(double value, Span<byte> target, int precision = Precision)
    {
        if (double.IsNaN(value)) return Copy(double.IsNegative(value) ? "-nan"u8 : "nan"u8, target);
        if (double.IsInfinity(value)) return Copy(value < 0 ? "-inf"u8 : "inf"u8, target);
        if (value == 0) return Copy(double.IsNegative(value) ? "-0"u8 : "0"u8, target);
        // d.dddde+XXX: digits and exponent, which "%g" arranges by the exponent.
        Span<char> scientific = stackalloc char[40];
        Span<char> form = stackalloc char[4];
        form[0] = 'E';
        (precision - 1).TryFormat(form[1..], out int formLength, default, CultureInfo.InvariantCulture);
        value.TryFormat(scientific, out int written, form[..(formLength + 1)], CultureInfo.InvariantCulture);
        scientific = scientific[..written];
        int e = scientific.IndexOf('E');
        int exponent = int.Parse(scientific[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int at = 0;
        if (scientific[0] == '-')
        {
            target[at++] = (byte)'-';
            scientific = scientific[1..e];
        }
        else scientific = scientific[..e];
        Span<byte> digits = stackalloc byte[20];
        int count = 0;
        foreach (char c in scientific)
            if (c != '.') digits[count++] = (byte)c;
        while (count > 1 && digits[count - 1] == '0') count--;
        return at + Arrange(digits[..count], exponent, target[at..], precision);
    }

    private static int Arrange(ReadOnlySpan<byte> digits, int exponent, Span<byte> target, int precision)
    {
        int at = 0;
        if (exponent < -4 || exponent >= precision)
        {
            target[at++] = digits[0];
            if (digits.Length > 1)
            {
                target[at++] = (byte)'.';
                at += Copy(digits[1..], target[at..]);
            }
            target[at++] = (byte)'e';
            target[at++] = (byte)(exponent < 0 ? '-' : '+');
            exponent = Math.Abs(exponent);
            if (exponent < 10) target[at++] = (byte)'0';
            Utf8Formatter.TryFormat(exponent, target[at..], out int length);
            return at + length;
        }
        if (exponent < 0)
        {
            target[at++] = (byte)'0';
            target[at++] = (byte)'.';
            for (int i = -1; i > exponent; i--) target[at++] = (byte)'0';
            return at + Copy(digits, target[at..]);
        }
        for (int i = 0; i < Math.Max(digits.Length, exponent + 1); i++)
        {
            if (i == exponent + 1) target[at++] = (byte)'.';
            target[at++] = i < digits.Length ? digits[i] : (byte)'0';
        }
        return at;
    }

    private static int Copy(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text.CopyTo(target);
        return text.Length;
    }
}
