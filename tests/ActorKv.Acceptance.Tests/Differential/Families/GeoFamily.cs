// Geo: the same digits, and unsorted results in the same order. Places lie all over the map, and so close together that searches find some.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class GeoFamily
{
    private const string Order = "[ASC|DESC] [COUNT count [ANY]]", With = "[WITHCOORD] [WITHDIST] [WITHHASH]";
    private const string Centre = "(FROMMEMBER member|FROMLONLAT longitude latitude)", Shape = "(BYRADIUS length unit|BYBOX length length unit)";

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "GEOADD key (longitude latitude member)+", "GEOADD key (longitude latitude member)+", "GEOADD key (longitude latitude member)+",
            "GEOADD key [NX|XX] [CH] (longitude latitude member)+", "GEODIST key member member [unit]", "GEOHASH key member+", "GEOPOS key member+", "GEOPOS key",
            $"GEOSEARCH key {Centre} {Shape} {Order} {With}", $"GEOSEARCH key {Shape} {Centre} {With} {Order}", $"GEOSEARCHSTORE key key {Centre} {Shape} {Order} [STOREDIST]",
            $"GEORADIUS key longitude latitude length unit {With} {Order}", $"GEORADIUS key longitude latitude length unit {Order} [STORE key] [STOREDIST key]",
            $"GEORADIUSBYMEMBER key member length unit {With} {Order}", $"GEORADIUSBYMEMBER key member length unit {Order} (STORE|STOREDIST) key",
            $"GEORADIUS_RO key longitude latitude length unit {With} {Order}", $"GEORADIUSBYMEMBER_RO key member length unit {With} {Order}",
            "ZADD key score member", "ZRANGE key 0 -1 WITHSCORES",
        ],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["member"] = Gen.Frequency((9, Gen.Choose(0, 15).Select(number => (Argument)$"m{number}")), (1, ArgumentKinds.Texts("a", "b", "12", ""))),
            ["longitude"] = Degrees(180, "180", "-180", "180.1", "1e300", "inf", "nan", "abc", "200.0078125"),
            ["latitude"] = Degrees(85, "85.05112878", "-85.05112878", "85.06", "-90", "-inf", "abc", ""),
            ["length"] = Gen.Frequency(
                (4, Gen.Choose(0, 500).Select(number => (Argument)number)), (4, Gen.Choose(0, 20_000_000).Select(number => (Argument)number)),
                (1, ArgumentKinds.Texts("0.5", "1e3", "inf", "-1", "abc", "0", "nan"))),
            ["unit"] = Gen.Frequency((30, ArgumentKinds.Texts("m", "km", "ft", "mi", "KM", "km")), (1, ArgumentKinds.Texts("xx", ""))),
            ["score"] = ArgumentKinds.Texts("1.5", "-5", "4503599627370496", "1e19", "1e20", "inf", "3479447370796909"),
        },
    };

    // Anywhere, around one place, or at the edges.
    private static Gen<Argument> Degrees(int most, params string[] edges) => Gen.Frequency(
        (4, Gen.Choose(-most * 10_000, most * 10_000).Select(number => (Argument)$"{number / 10_000m}")), (8, Gen.Choose(30_000, 42_000).Select(number => (Argument)$"{number / 1000m}")),
        (1, ArgumentKinds.Texts(edges)));
}
