// Strings.

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class StringFamily
{
    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "APPEND key value", "DECR key", "DECRBY key integer", "GET key", "GETDEL key", "GETRANGE key index index", "GETSET key value", "INCR key",
            "INCRBY key integer", "INCRBYFLOAT key float", "MGET key+", "MSET (key value)+", "MSETNX (key value)+", "PSETEX key milliseconds value",
            "GETEX key [EX seconds|PX milliseconds|EXAT unixtime|PXAT unixmillis|PERSIST]",
            "SET key value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT future|PXAT futuremillis|KEEPTTL]", "SET key value", "SET key integer",
            "SETEX key seconds value", "SETNX key value", "SETRANGE key offset value", "STRLEN key", "SUBSTR key index index",
            "LCS key key [LEN] [IDX] [MINMATCHLEN index] [WITHMATCHLEN]",
        ],
    };
}
