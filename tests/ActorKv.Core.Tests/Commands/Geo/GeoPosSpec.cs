namespace ActorKv.Core.Tests.Commands.Geo;

/// <summary>GEOPOS, GEOHASH and GEODIST.</summary>
public sealed class GeoPosSpec
{
    [Fact]
    public void GEOPOS_replies_the_middles_of_the_cells()
    {
        using Kv kv = Sicily();
        kv.Run("GEOPOS sicily Palermo none").Replies("[[13.36138933897018433, 38.11555639549629859], (nil)]");
        kv.Run("GEOPOS sicily").Replies("[]");
        kv.Run("GEOPOS missing a b").RepliesOnWire("*2\r\n*-1\r\n*-1\r\n");
    }

    [Fact]
    public void GEOPOS_replies_doubles_in_RESP3()
    {
        using Kv kv = Sicily();
        kv.Resp = 3;
        kv.Run("GEOPOS sicily Palermo none").RepliesOnWire("*2\r\n*2\r\n,13.36138933897018433\r\n,38.11555639549629859\r\n_\r\n");
    }

    [Fact]
    public void GEOHASH_replies_eleven_letters()
    {
        using Kv kv = Sicily();
        kv.Run("GEOHASH sicily Palermo Catania none").Replies("[sqc8b49rny0, sqdtr74hyu0, (nil)]");
        kv.Run("GEOHASH missing a").Replies("[(nil)]");
    }

    [Theory]
    [InlineData("GEODIST sicily Palermo Catania", "166274.1516")]
    [InlineData("GEODIST sicily Palermo Catania km", "166.2742")]
    [InlineData("GEODIST sicily Catania Palermo MI", "103.3182")]
    [InlineData("GEODIST sicily Palermo Catania ft", "545518.8700")]
    [InlineData("GEODIST sicily Palermo Palermo", "0.0000")]
    [InlineData("GEODIST sicily Palermo none", "(nil)")]
    [InlineData("GEODIST missing a b", "(nil)")]
    public void GEODIST_replies_a_distance_with_four_decimals(string command, string reply)
    {
        using Kv kv = Sicily();
        kv.Run(command).Replies(reply);
    }

    // Any score is a place, whoever has stored it.
    [Fact]
    public void Scores_that_ZADD_has_stored_are_places_too()
    {
        using Kv kv = new();
        kv.Run("ZADD z 0 zero -5 negative 1e300 huge inf infinite 1.5 fraction");
        const string corner = "-179.99999731779098511, -85.05112751263942528";
        kv.Run("GEOPOS z zero huge infinite").Replies($"[[{corner}], [{corner}], [{corner}]]");
        kv.Run("GEOPOS z negative fraction").Replies("[[180, 85.0511287799999991], [-179.99999731779098511, -85.05112497791824921]]");
    }

    [Theory]
    [InlineData("GEODIST sicily a b xx", "ERR unsupported unit provided. please use M, KM, FT, MI")]
    [InlineData("GEODIST sicily a b m x", "ERR syntax error")]
    [InlineData("GEODIST s a b", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("GEOPOS s a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("GEOHASH s a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void What_is_no_geo_set_or_unit_is_refused(string command, string error)
    {
        using Kv kv = Sicily();
        kv.Run("SET s v");
        kv.Run(command).Fails(error);
    }

    private static Kv Sicily()
    {
        Kv kv = new();
        kv.Run("GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
        return kv;
    }
}
