// A double with a fixed number of decimals, as C's "%.4f" spells it: the exact value is rounded, and a tie goes to the even digit.
//
// .NET rounds ties away from zero. A double can only be one when it is an odd multiple of 2^-(decimals + 1).

using System.Globalization;
using System.Text;

namespace ActorKv.Core.Commands.Geo.Shared;

internal static class FixedText
{
    /// <summary>Room that <see cref="Format"/> needs: a sign, 309 digits, a point and some decimals.</summary>
    public const int MaxLength = 330;

    public static ReadOnlySpan<byte> Format(double value, int decimals, Span<byte> target)
    {
        if (!double.IsFinite(value)) return value > 0 ? "inf"u8 : "-inf"u8;
        value.TryFormat(target, out int length, decimals == 4 ? "F4" : "F6", CultureInfo.InvariantCulture);
        if (IsTie(value, decimals) && (target[length - 1] & 1) != 0) target[length - 1]--;
        return target[..length];
    }

    public static string Of(double value, int decimals)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(Format(value, decimals, text));
    }

    private static bool IsTie(double value, int decimals) => Math.Abs(Math.IEEERemainder(Math.ScaleB(value, decimals + 1), 2)) == 1;
}
