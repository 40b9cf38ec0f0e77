namespace ActorKv.Core.Tests.Commands.Geo;

public sealed class NotificationSpec
{
    [Theory]
    [InlineData("GEOADD k 13 38 a", "new k, zadd k")]
    [InlineData("GEOADD k 13 38 a ; GEOADD k 13 38 a", "")]
    [InlineData("GEOADD k 13 38 a ; GEOADD k CH 14 38 a", "zadd k")]
    [InlineData("GEODIST k a b", "keymiss k")]
    [InlineData("GEOHASH k a", "keymiss k")]
    [InlineData("GEOPOS k a", "keymiss k")]
    [InlineData("GEOSEARCH k FROMLONLAT 13 38 BYRADIUS 9 km", "keymiss k")]
    [InlineData("GEOSEARCHSTORE d k FROMLONLAT 13 38 BYRADIUS 9 km", "keymiss k")]
    [InlineData("SET d v ; GEOSEARCHSTORE d k FROMLONLAT 13 38 BYRADIUS 9 km", "keymiss k, del d")]
    [InlineData("GEOADD k 13 38 a ; GEOSEARCHSTORE d k FROMLONLAT 13 38 BYRADIUS 9 km", "new d, geosearchstore d")]
    [InlineData("GEOADD k 13 38 a ; SET d v ; GEOSEARCHSTORE d k FROMLONLAT 13 38 BYRADIUS 9 km STOREDIST", "geosearchstore d")]
    [InlineData("GEOADD k 13 38 a ; SET d v ; GEOSEARCHSTORE d k FROMLONLAT 99 38 BYRADIUS 9 km", "del d")]
    [InlineData("GEORADIUS k 13 38 9 km", "keymiss k")]
    [InlineData("GEORADIUS_RO k 13 38 9 km", "keymiss k")]
    [InlineData("GEORADIUSBYMEMBER k a 9 km", "keymiss k")]
    [InlineData("GEORADIUS k 13 38 9 km STORE d", "keymiss k")]
    [InlineData("SET d v ; GEORADIUS k 13 38 9 km STORE d", "keymiss k, del d")]
    [InlineData("GEOADD k 13 38 a ; GEORADIUS k 13 38 9 km STORE d", "new d, georadiusstore d")]
    [InlineData("GEOADD k 13 38 a ; GEORADIUSBYMEMBER k a 9 km STOREDIST d", "new d, georadiusstore d")]
    public void What_geo_commands_tell_who_listens_is_what_redis_server_tells(string commands, string notices) => Assert.Equal(notices, Notices.Of(commands));
}
