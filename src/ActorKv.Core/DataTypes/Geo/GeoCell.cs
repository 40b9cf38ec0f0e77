// A cell of the grid that geohashes make of the map: halved in both directions once per step, 26 steps at most.
//
//   latitude  |  0101 | 0111 | 1101 | 1111        bits: longitude and latitude in turns, from the coarsest,
//      ^      |  0100 | 0110 | 1100 | 1110        longitude first
//      |      |  0001 | 0011 | 1001 | 1011
//      |      |  0000 | 0010 | 1000 | 1010        cells of two steps
//      +----> longitude
//
// What GEOADD stores as a member's score is the cell of 26 steps, 52 bits, which a double holds exactly. All members of a coarser cell then lie
// between two scores: a search is a few ranges of a sorted set. Source: https://en.wikipedia.org/wiki/Geohash.

namespace ActorKv.Core.DataTypes.Geo;

/// <summary>What a cell covers, in degrees.</summary>
internal readonly record struct GeoArea(double West, double South, double East, double North);

internal readonly record struct GeoCell(ulong Bits, int Steps)
{
    public const int MaxSteps = 26;

    /// <summary>True for the cell that stands for none.</summary>
    public bool IsNone => Bits == 0 && Steps == 0;

    /// <summary>The scores of its members: from this one on …</summary>
    public double LeastScore => Align(Bits);

    /// <summary>… and below this one.</summary>
    public double ScoreBehind => Align(Bits + 1);

    public GeoArea Area
    {
        get
        {
            Split(Bits, out uint longitude, out uint latitude);
            return new GeoArea(
                Degrees(longitude, GeoPoint.MaxLongitude), Degrees(latitude, GeoPoint.MaxLatitude),
                Degrees(longitude + 1, GeoPoint.MaxLongitude), Degrees(latitude + 1, GeoPoint.MaxLatitude));
        }
    }

    public GeoPoint Centre
    {
        get
        {
            GeoArea area = Area;
            return new GeoPoint(
                Math.Clamp((area.West + area.East) / 2, -GeoPoint.MaxLongitude, GeoPoint.MaxLongitude),
                Math.Clamp((area.South + area.North) / 2, -GeoPoint.MaxLatitude, GeoPoint.MaxLatitude));
        }
    }

    /// <summary>The cell that a place lies in. Latitudes go as far as <paramref name="maxLatitude"/>.</summary>
    public static GeoCell Of(GeoPoint point, int steps, double maxLatitude = GeoPoint.MaxLatitude)
    {
        double longitude = (point.Longitude + GeoPoint.MaxLongitude) / (2 * GeoPoint.MaxLongitude), latitude = (point.Latitude + maxLatitude) / (2 * maxLatitude);
        double cells = 1UL << steps;
        return new GeoCell(Spread((uint)(longitude * cells)) << 1 | Spread((uint)(latitude * cells)), steps);
    }

    /// <summary>The cell that a score stands for. Any double is one: clients may have stored it.</summary>
    public static GeoCell OfScore(double score) => new(ToBits(score), MaxSteps);

    /// <summary>A cell next to it, or itself: one to the east or west (1, -1), one to the north or south. The map's ends meet.</summary>
    public GeoCell Neighbour(int east, int north)
    {
        Split(Bits, out uint longitude, out uint latitude);
        uint mask = (uint)((1UL << Steps) - 1);
        if (east != 0) longitude = (uint)(longitude + east) & mask;
        if (north != 0) latitude = (uint)(latitude + north) & mask;
        return new GeoCell(Spread(longitude) << 1 | Spread(latitude), Steps);
    }

    private double Degrees(uint at, double max) => -max + at / (double)(1UL << Steps) * (max - -max);

    private double Align(ulong bits) => bits << 2 * (MaxSteps - Steps);

    // As C converts on the usual processors: modulo 2^64 below zero, and 0 for what is beyond.
    private static ulong ToBits(double score)
    {
        if (score < 9223372036854775808.0) return (ulong)(long)score;
        return score < 18446744073709551616.0 ? (ulong)(long)(score - 9223372036854775808.0) ^ 1UL << 63 : 0;
    }

    private static void Split(ulong bits, out uint longitude, out uint latitude)
    {
        longitude = Gather(bits >> 1);
        latitude = Gather(bits);
    }

    // Puts a zero in front of every bit.
    private static ulong Spread(uint value)
    {
        ulong bits = value;
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF;
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF;
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F;
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333;
        return (bits | bits << 1) & 0x5555_5555_5555_5555;
    }

    // Takes every second bit, from the lowest.
    private static uint Gather(ulong bits)
    {
        bits &= 0x5555_5555_5555_5555;
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333;
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F;
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF;
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF;
        return (uint)(bits | bits >> 16);
    }
}
