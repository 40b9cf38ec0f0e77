// How places and distances are replied. A coordinate has the digits of C's "%.17Lf" without zeros at the end, in RESP3 as a double; a distance
// has four decimals, and is a bulk string in RESP3 too.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Geo.Shared;

internal static class GeoReply
{
    private const int DistanceDecimals = 4;

    private const int FractionBits = 52, ExponentBias = 1075, ExponentMask = 0x7ff;

    // Two digits more than 180 has, a sign, a point, and 17 decimals.
    private const int MaxCoordinateLength = 32;

    /// <summary>A distance, in the unit that was asked for.</summary>
    public static void Distance(RespWriter reply, double distance) => reply.Bulk(FixedText.Format(distance, DistanceDecimals, stackalloc byte[FixedText.MaxLength]));

    /// <summary>An array of longitude and latitude.</summary>
    public static void Point(RespWriter reply, GeoPoint point)
    {
        reply.Array(2);
        Coordinate(reply, point.Longitude);
        Coordinate(reply, point.Latitude);
    }

    private static void Coordinate(RespWriter reply, double degrees)
    {
        Span<byte> digits = stackalloc byte[MaxCoordinateLength];
        reply.Double(LongDoubleText.Format(ToLongDouble(degrees), digits));
    }

    // A coordinate is never so small that its exponent field is zero, unless it is zero itself.
    private static LongDouble ToLongDouble(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int exponent = (int)(bits >> FractionBits) & ExponentMask;
        ulong significand = exponent == 0 ? 0 : bits & (1UL << FractionBits) - 1 | 1UL << FractionBits;
        return LongDouble.Round(value < 0, significand, exponent - ExponentBias, sticky: false);
    }
}
