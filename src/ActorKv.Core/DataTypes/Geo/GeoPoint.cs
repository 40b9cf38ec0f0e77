// A place on earth, in degrees, and how far places are apart.
//
// Distances are great circles on a sphere (the haversine formula), as in Redis, and so are the earth's radius and the order of the
// operations: the last digit of a distance must be Redis'. A sphere is off by up to 0.5 %.

namespace ActorKv.Core.DataTypes.Geo;

internal readonly record struct GeoPoint(double Longitude, double Latitude)
{
    // Of the Mercator projection of web maps, EPSG:3857: a square.
    public const double MaxLongitude = 180, MaxLatitude = 85.05112878;

    public const double EarthRadius = 6372797.560856;

    private const double RadiansPerDegree = Math.PI / 180;

    public bool IsOnMap => Longitude is >= -MaxLongitude and <= MaxLongitude && Latitude is >= -MaxLatitude and <= MaxLatitude;

    public static double ToRadians(double degrees) => degrees * RadiansPerDegree;

    public static double ToDegrees(double radians) => radians / RadiansPerDegree;

    /// <summary>Metres to another place.</summary>
    public double DistanceTo(GeoPoint other)
    {
        double v = Math.Sin((ToRadians(other.Longitude) - ToRadians(Longitude)) / 2);
        if (v == 0) return LatitudeDistance(Latitude, other.Latitude);
        double from = ToRadians(Latitude), to = ToRadians(other.Latitude);
        double u = Math.Sin((to - from) / 2);
        double a = u * u + Math.Cos(from) * Math.Cos(to) * v * v;
        return 2.0 * EarthRadius * Math.Asin(Math.Sqrt(a));
    }

    /// <summary>Metres between two latitudes.</summary>
    public static double LatitudeDistance(double first, double second) => EarthRadius * Math.Abs(ToRadians(second) - ToRadians(first));
}
