// What a search covers: a circle, or a box whose sides run along the meridians and parallels.
//
// Lengths are kept in the unit that they were given in, and converted where they are used: the last digit of a product depends on the order.

namespace ActorKv.Core.DataTypes.Geo;

/// <param name="IsBox">A box of <paramref name="Width"/> and <paramref name="Height"/>; else a circle, whose radius both are.</param>
/// <param name="Width">From west to east.</param>
/// <param name="Height">From south to north.</param>
/// <param name="Unit">Metres of a unit.</param>
internal readonly record struct GeoShape(bool IsBox, double Width, double Height, double Unit)
{
    /// <summary>The middle.</summary>
    public GeoPoint Centre { get; init; }

    /// <summary>Metres to the farthest place in it.</summary>
    public double Reach => (IsBox ? Math.Sqrt(Width / 2 * (Width / 2) + Height / 2 * (Height / 2)) : Width) * Unit;

    /// <summary>What surrounds it, in degrees. A degree of longitude is shorter towards the pole, so the side nearer to it decides.</summary>
    public GeoArea Bounds
    {
        get
        {
            double north = GeoPoint.ToDegrees(Unit * (IsBox ? Height / 2 : Height) / GeoPoint.EarthRadius);
            double nearPole = Centre.Latitude < 0 ? Centre.Latitude - north : Centre.Latitude + north;
            double east = GeoPoint.ToDegrees(Unit * (IsBox ? Width / 2 : Width) / GeoPoint.EarthRadius / Math.Cos(GeoPoint.ToRadians(nearPole)));
            return new GeoArea(Centre.Longitude - east, Centre.Latitude - north, Centre.Longitude + east, Centre.Latitude + north);
        }
    }

    /// <summary>Tells whether a place lies in it, and how many metres from the centre.</summary>
    public bool Contains(GeoPoint point, out double distance)
    {
        distance = 0;
        if (IsBox)
        {
            if (GeoPoint.LatitudeDistance(point.Latitude, Centre.Latitude) > Height * Unit / 2) return false;
            if (point.DistanceTo(point with { Longitude = Centre.Longitude }) > Width * Unit / 2) return false;
        }
        distance = Centre.DistanceTo(point);
        return IsBox || !(distance > Width * Unit);
    }
}
