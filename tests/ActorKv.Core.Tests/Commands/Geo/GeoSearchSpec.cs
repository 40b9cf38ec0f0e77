using System.Globalization;
using ActorKv.Core.DataTypes.Geo;

namespace ActorKv.Core.Tests.Commands.Geo;

public sealed class GeoSearchSpec
{
    private const string From = "GEOSEARCH sicily FROMLONLAT 15 37 ";

    [Theory]
    [InlineData(From + "BYRADIUS 200 km ASC", "[Catania, Palermo]")]
    [InlineData(From + "BYRADIUS 200 km DESC", "[Palermo, Catania]")]
    [InlineData(From + "BYRADIUS 100 km", "[Catania]")]
    [InlineData(From + "BYRADIUS 1 km", "[]")]
    [InlineData(From + "BYBOX 400 400 km ASC", "[Catania, Palermo, edge2, edge1]")]
    [InlineData(From + "BYBOX 400 100 km ASC", "[]")]
    [InlineData(From + "BYRADIUS 200 km COUNT 1", "[Catania]")]
    [InlineData(From + "BYRADIUS 200 km DESC COUNT 1", "[Palermo]")]
    [InlineData("geosearch sicily byradius 200 km frommember Palermo asc", "[Palermo, edge1, Catania]")]
    [InlineData(From + "BYRADIUS 200 km ASC WITHDIST", "[[Catania, 56.4413], [Palermo, 190.4424]]")]
    [InlineData(From + "BYRADIUS 100 km WITHHASH WITHCOORD WITHDIST", "[[Catania, 56.4413, (integer) 3479447370796909, [15.08726745843887329, 37.50266842333162032]]]")]
    [InlineData("GEOSEARCH missing FROMMEMBER x BYRADIUS 1 m", "[]")]
    [InlineData("GEORADIUS sicily 15 37 200 km ASC", "[Catania, Palermo]")]
    [InlineData("GEORADIUS_RO sicily 15 37 200 km DESC WITHDIST COUNT 1", "[[Palermo, 190.4424]]")]
    [InlineData("GEORADIUSBYMEMBER sicily Palermo 200 km ASC", "[Palermo, edge1, Catania]")]
    [InlineData("GEORADIUSBYMEMBER_RO sicily Palermo 100 km WITHDIST", "[[Palermo, 0.0000], [edge1, 91.4007]]")]
    [InlineData("GEORADIUSBYMEMBER missing Palermo 100 xx", "[]")]
    public void GEOSEARCH_and_its_older_spellings_find_members(string command, string reply)
    {
        using Kv kv = Sicily();
        kv.Run(command).Replies(reply);
        kv.LoggedNothing();
    }

    [Fact]
    public void GEOSEARCH_with_ANY_stops_at_enough()
    {
        using Kv kv = Sicily();
        string any = kv.Run("GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 1000 km COUNT 2 ANY").Text;
        Assert.Equal(2, any.Split(", ").Length);
        kv.Run("GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 1000 km COUNT 100 ANY ASC").Replies("[Catania, Palermo, edge2, edge1]");
    }

    [Theory]
    [InlineData("ASC ASC ASC ASC ASC", "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH")]
    [InlineData("FROMLONLAT 1 1 ASC ASC", "ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH")]
    [InlineData("FROMMEMBER none BYRADIUS x km", "ERR could not decode requested zset member")]
    [InlineData("FROMMEMBER Palermo BYRADIUS x km", "ERR need numeric radius")]
    [InlineData("FROMMEMBER Palermo BYRADIUS -1 km", "ERR radius cannot be negative")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 xx", "ERR unsupported unit provided. please use M, KM, FT, MI")]
    [InlineData("FROMMEMBER Palermo BYBOX x 1 km", "ERR need numeric width")]
    [InlineData("FROMMEMBER Palermo BYBOX 1 x km", "ERR need numeric height")]
    [InlineData("FROMMEMBER Palermo BYBOX 1 -1 km", "ERR height or width cannot be negative")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 km ANY", "ERR the ANY argument requires COUNT argument")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 km COUNT 0", "ERR COUNT must be > 0")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 km COUNT x", "ERR value is not an integer or out of range")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 km COUNT", "ERR syntax error")]
    [InlineData("FROMMEMBER Palermo FROMLONLAT 1 1 BYRADIUS 1 km", "ERR syntax error")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 km BYBOX 1 1 km", "ERR syntax error")]
    [InlineData("FROMMEMBER Palermo BYRADIUS 1 km STOREDIST", "ERR syntax error")]
    [InlineData("FROMLONLAT 181 1 BYRADIUS 1 km", "ERR invalid longitude,latitude pair 181.000000,1.000000")]
    public void GEOSEARCH_refuses_what_it_does_not_understand(string arguments, string error)
    {
        using Kv kv = Sicily();
        kv.Run("GEOSEARCH sicily " + arguments).Fails(error);
    }

    [Theory]
    [InlineData("GEORADIUS sicily 15 37 200 km STORE to WITHDIST", "ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options")]
    [InlineData("GEORADIUS_RO sicily 15 37 200 km STORE to", "ERR syntax error")]
    [InlineData("GEORADIUSBYMEMBER_RO sicily Palermo 200 km STOREDIST to", "ERR syntax error")]
    [InlineData("GEORADIUS sicily 15 37 200 km STORE", "ERR syntax error")]
    [InlineData("GEORADIUSBYMEMBER sicily none 200 km", "ERR could not decode requested zset member")]
    [InlineData("GEOSEARCHSTORE to sicily FROMLONLAT 15 37 BYRADIUS 200 km WITHDIST", "ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options")]
    [InlineData("GEOSEARCHSTORE to s FROMLONLAT 15 37 BYRADIUS 200 km", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("GEORADIUS s x 37 200 km", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void The_others_refuse_what_they_do_not_understand(string command, string error)
    {
        using Kv kv = Sicily();
        kv.Run("SET s v");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("GEOSEARCHSTORE to sicily FROMLONLAT 15 37 BYRADIUS 200 km", "[Palermo, 3479099956230698, Catania, 3479447370796909]")]
    [InlineData("GEOSEARCHSTORE to sicily FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST", "[Catania, 56.441257870158204, Palermo, 190.44242984775784]")]
    [InlineData("GEORADIUS sicily 15 37 200 km STORE to", "[Palermo, 3479099956230698, Catania, 3479447370796909]")]
    [InlineData("GEORADIUS sicily 15 37 200 km STORE other STOREDIST to COUNT 1", "[Catania, 56.441257870158204]")]
    [InlineData("GEORADIUS sicily 15 37 200 km STORE first STORE second STORE to COUNT 1", "[Catania, 3479447370796909]")]
    [InlineData("GEORADIUSBYMEMBER sicily Palermo 1 km STOREDIST to", "[Palermo, 0]")]
    public void Results_are_stored(string command, string stored)
    {
        using Kv kv = Sicily();
        kv.Run("SET to old PX 100");
        kv.Run(command).Replies($"(integer) {stored.Split(", ").Length / 2}");
        kv.Run("ZRANGE to 0 -1 WITHSCORES").Replies(stored);
        kv.Run("PTTL to").Replies("(integer) -1");
    }

    [Theory]
    [InlineData("GEOSEARCHSTORE to sicily FROMLONLAT 100 37 BYRADIUS 1 km")]
    [InlineData("GEOSEARCHSTORE to missing FROMMEMBER x BYRADIUS 1 km")]
    [InlineData("GEORADIUSBYMEMBER missing x 1 km STORE to")]
    public void An_empty_result_removes_the_destination(string command)
    {
        using Kv kv = Sicily();
        kv.Run("SET to old");
        kv.Run(command).Replies("(integer) 0");
        kv.Logged("DEL to");
    }

    [Fact]
    public void A_result_may_replace_its_source()
    {
        using Kv kv = Sicily();
        kv.Run("GEOSEARCHSTORE sicily sicily FROMLONLAT 15 37 BYRADIUS 200 km").Replies("(integer) 2");
        kv.Run("ZCARD sicily").Replies("(integer) 2");
    }

    // Far more members than a packed set has, against looking at every one.
    [Fact]
    public void GEOSEARCH_among_many_members_finds_those_that_lie_within()
    {
        using Kv kv = new();
        List<GeoPoint> points = [];
        uint random = 1;
        for (int i = 0; i < 3000; i++)
        {
            double longitude = Draw() * 20 - 10, latitude = Draw() * 20 + 40;
            kv.Run(string.Create(CultureInfo.InvariantCulture, $"GEOADD g {longitude:F6} {latitude:F6} m{i}"));
            points.Add(GeoCell.Of(new GeoPoint(double.Parse($"{longitude:F6}", CultureInfo.InvariantCulture), double.Parse($"{latitude:F6}", CultureInfo.InvariantCulture)), GeoCell.MaxSteps).Centre);
        }
        foreach (double radius in (double[])[10, 100, 400])
        {
            foreach (bool box in (bool[])[false, true])
            {
                GeoShape shape = new(box, radius, radius, 1000) { Centre = new GeoPoint(2.5, 48.5) };
                List<(double Distance, int Member)> within = [];
                for (int i = 0; i < points.Count; i++)
                    if (shape.Contains(points[i], out double distance)) within.Add((distance, i));
                within.Sort();
                string how = box ? $"BYBOX {radius} {radius} km" : $"BYRADIUS {radius} km";
                kv.Run($"GEOSEARCH g FROMLONLAT 2.5 48.5 {how} ASC").Replies("[" + string.Join(", ", within.Select(hit => $"m{hit.Member}")) + "]");
            }
        }

        double Draw() => (random = random * 1664525 + 1013904223) / 4294967296.0;
    }

    private static Kv Sicily()
    {
        Kv kv = new();
        kv.Run("GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania 12.758489 38.788135 edge1 17.241510 38.788135 edge2");
        return kv;
    }
}
