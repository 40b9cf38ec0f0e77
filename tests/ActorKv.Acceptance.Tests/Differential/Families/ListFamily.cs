// Lists. The blocking commands get timeouts of some milliseconds.

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class ListFamily
{
    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "LINDEX key index", "LINSERT key (BEFORE|AFTER) value value", "LLEN key", "LMOVE key key (LEFT|RIGHT) (LEFT|RIGHT)",
            "LMPOP (1 key|2 key key|count key) (LEFT|RIGHT) [COUNT count]", "LPOP key [count]", "LPOS key value [RANK index] [COUNT count] [MAXLEN count]",
            "LPUSH key value+", "LPUSHX key value+", "LRANGE key index index", "LREM key index value", "LSET key index value", "LTRIM key index index",
            "RPOP key [count]", "RPOPLPUSH key key", "RPUSH key value+", "RPUSH key value+", "RPUSHX key value+",
        ],
        Rare =
        [
            "BLPOP key+ timeout", "BRPOP key+ timeout", "BLMOVE key key (LEFT|RIGHT) (LEFT|RIGHT) timeout", "BRPOPLPUSH key key timeout",
            "BLMPOP timeout 2 key key (LEFT|RIGHT) [COUNT count]", "COMMAND GETKEYS LMPOP 2 key key LEFT",
        ],
    };
}
