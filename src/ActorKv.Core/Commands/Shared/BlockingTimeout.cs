// The timeout of a blocking command: seconds, with a fraction, 0 for ever.
//
// Redis reads a C `long double`, multiplies by 1000 and rounds up to whole milliseconds, so 0.00001 waits one and -0.0001 waits for ever.
// What is then beyond 64 bits, infinity too, has wrapped around in C, and the error says that the timeout is negative.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Shared;

internal static class BlockingTimeout
{
    /// <summary>Reads a timeout. False, with the error replied, when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, KeyTurn turn, out long milliseconds)
    {
        milliseconds = 0;
        if (!LongDoubleText.TryParse(text, out LongDouble seconds)) turn.Reply.Error(Errors.TimeoutNotAFloat);
        else if (!TryScale(seconds, out milliseconds)) turn.Reply.Error(Errors.TimeoutNegative);
        else return true;
        return false;
    }

    private static bool TryScale(LongDouble seconds, out long milliseconds)
    {
        milliseconds = 0;
        LongDouble scaled = seconds.IsFinite ? LongDouble.Round(seconds.IsNegative, (UInt128)seconds.Mantissa * 1000, seconds.Exponent, sticky: false) : seconds;
        if (scaled.IsZero) return true;
        // A mantissa has its top bit set: without a negative exponent the number is 2^63 or more.
        if (scaled.Exponent >= 0) return false;
        int shift = -scaled.Exponent;
        ulong whole = shift < 64 ? scaled.Mantissa >> shift : 0;
        bool fraction = shift >= 64 || whole << shift != scaled.Mantissa;
        if (scaled.IsNegative) return whole == 0;
        if (fraction) whole++;
        milliseconds = (long)whole;
        return whole <= long.MaxValue;
    }
}
