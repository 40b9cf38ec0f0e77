// The arithmetic behind INCRBYFLOAT and HINCRBYFLOAT: x87's 80 bit extended precision, done in integers.
//
// Redis adds in C's `long double`. On x86-64 that has 64 bits of mantissa, which .NET does not have; with `double`, 0.1 + 0.2 would answer
// 0.30000000000000004 where Redis answers 0.3. So this is that format, rounded to nearest even after every step, denormals included:
//
//   value = (-1)^negative * mantissa * 2^exponent        mantissa has its top bit set, unless exponent is the least one
//                                                        -16445 <= exponent <= 16320
//
// Sums are formed exactly in 128 bits with a sticky bit for what falls off the end, then rounded once. Nothing here allocates.
// Reading and writing digits is in LongDoubleText.cs. Source of the format: Intel 64 and IA-32 Architectures Manual, volume 1, 4.2.2.

namespace ActorKv.Core.DataTypes;

internal readonly struct LongDouble
{
    public const int MinExponent = -16445, MaxExponent = 16320;

    private const ulong TopBit = 1UL << 63;

    private LongDouble(bool negative, ulong mantissa, int exponent)
    {
        IsNegative = negative;
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public bool IsNegative { get; }

    public ulong Mantissa { get; }

    public int Exponent { get; }

    public bool IsZero => Mantissa == 0;

    public bool IsFinite => Exponent <= MaxExponent;

    public static LongDouble Infinity(bool negative) => new(negative, TopBit, MaxExponent + 1);

    /// <summary>Adds. False when the sum is infinite or no number.</summary>
    public static bool TryAdd(LongDouble left, LongDouble right, out LongDouble sum)
    {
        sum = default;
        if (!left.IsFinite || !right.IsFinite) return false;
        sum = left.IsZero ? right : right.IsZero ? left : AddFinite(left, right);
        return sum.IsFinite;
    }

    /// <summary>The number nearest to (<paramref name="significand"/> + e) * 2^<paramref name="exponent"/>, where e is something
    /// between 0 and 1 when <paramref name="sticky"/>, else 0. With sticky, the significand must have more than 65 bits.</summary>
    public static LongDouble Round(bool negative, UInt128 significand, int exponent, bool sticky)
    {
        if (significand == 0) return default;
        int bits = 128 - (int)UInt128.LeadingZeroCount(significand);
        int drop = Math.Max(bits - 64, MinExponent - exponent);
        exponent += drop;
        ulong mantissa;
        if (drop <= 0) mantissa = (ulong)(significand << -drop);
        else if (drop > 128) mantissa = 0;
        else
        {
            mantissa = drop == 128 ? 0 : (ulong)(significand >> drop);
            UInt128 half = UInt128.One << (drop - 1);
            UInt128 dropped = significand & (half | (half - 1));
            if (dropped > half || (dropped == half && (sticky || (mantissa & 1) != 0)))
            {
                if (++mantissa == 0)
                {
                    mantissa = TopBit;
                    exponent++;
                }
            }
        }
        if (mantissa == 0) return default;
        return exponent > MaxExponent ? Infinity(negative) : new LongDouble(negative, mantissa, exponent);
    }

    private static LongDouble AddFinite(LongDouble large, LongDouble small)
    {
        if (large.Exponent < small.Exponent) (large, small) = (small, large);
        // Two bits of headroom for the carry, 62 bits below the larger mantissa for the smaller one to slide into.
        const int Room = 62;
        int distance = large.Exponent - small.Exponent;
        UInt128 x = (UInt128)large.Mantissa << Room, y = (UInt128)small.Mantissa << Room;
        UInt128 shifted = distance < 128 ? y >> distance : 0;
        bool sticky = distance >= 128 || shifted << distance != y;
        int exponent = large.Exponent - Room;
        if (large.IsNegative == small.IsNegative) return Round(large.IsNegative, x + shifted, exponent, sticky);
        if (x == shifted) return default;
        if (x < shifted) return Round(small.IsNegative, shifted - x, exponent, sticky: false);
        // x - (shifted + e) = (x - shifted - 1) + (1 - e)
        return Round(large.IsNegative, x - shifted - (sticky ? UInt128.One : 0), exponent, sticky);
    }
}
