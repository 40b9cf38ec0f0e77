namespace ActorKv.Core.Tests.Commands.Geo;

public sealed class GeoAddSpec
{
    [Fact]
    public void GEOADD_stores_places_as_scores()
    {
        using Kv kv = new();
        kv.Run("GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania").Replies("(integer) 2");
        kv.Logged("ZADD sicily 3479099956230698 Palermo 3479447370796909 Catania");
        kv.Run("ZSCORE sicily Palermo").Replies("3479099956230698");
        kv.Run("TYPE sicily").Replies("zset");
    }

    [Fact]
    public void GEOADD_with_NX_XX_and_CH_does_what_ZADD_does()
    {
        using Kv kv = new();
        kv.Run("GEOADD g 1 1 a").Replies("(integer) 1");
        kv.Run("GEOADD g NX 2 2 a").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("GEOADD g XX 2 2 b").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("GEOADD g CH 2 2 a 1 1 c").Replies("(integer) 2");
        kv.Run("GEOADD g XX CH 2 2 a").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("GEOADD g 1 1 a 2", "ERR syntax error")]
    [InlineData("GEOADD g NX XX 1 1 a", "ERR syntax error")]
    [InlineData("GEOADD g NX CH CH", "ERR syntax error")]
    [InlineData("GEOADD g 1 x a", "ERR value is not a valid float")]
    [InlineData("GEOADD g 200.0078125 38 a", "ERR invalid longitude,latitude pair 200.007812,38.000000")]
    [InlineData("GEOADD g 13 86 a", "ERR invalid longitude,latitude pair 13.000000,86.000000")]
    [InlineData("GEOADD g inf 0 a", "ERR invalid longitude,latitude pair inf,0.000000")]
    [InlineData("GEOADD g 1 1 a 1 -86 b", "ERR invalid longitude,latitude pair 1.000000,-86.000000")]
    [InlineData("GEOADD s 1 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("GEOADD s 1 x a", "ERR value is not a valid float")]
    public void GEOADD_refuses_what_is_no_place(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s v");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
        kv.Run("EXISTS g").Replies("(integer) 0");
    }
}
