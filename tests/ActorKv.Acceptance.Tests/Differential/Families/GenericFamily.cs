// Commands about keys of any type, and about databases. What empties the stage is rare.

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class GenericFamily
{
    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "COPY key key [DB database] [REPLACE]", "DEL key+", "EXISTS key+", "EXPIRE key seconds [NX|XX|GT|LT]", "EXPIREAT key unixtime [NX|XX|GT|LT]",
            "EXPIRETIME key", "KEYS pattern", "MOVE key database", "OBJECT (ENCODING|REFCOUNT|IDLETIME|FREQ) key", "PERSIST key",
            "PEXPIRE key milliseconds [NX|XX|GT|LT]", "PEXPIREAT key unixmillis [NX|XX|GT|LT]", "PEXPIRETIME key", "PTTL key", "RANDOMKEY", "RENAME key key",
            "RENAMENX key key", "SCAN 0 [MATCH pattern] [COUNT count] [TYPE type]", "TOUCH key+", "TTL key", "TYPE key", "UNLINK key",
            "DEBUG DIGEST-VALUE key+", "DBSIZE",
        ],
        Rare =
        [
            "SELECT database", "SWAPDB database database", "FLUSHDB [ASYNC|SYNC]", "FLUSHALL", "ECHO value", "PING [value]", "NOSUCHCOMMAND value value",
            "OBJECT value key", "COMMAND GETKEYS SET key value", "COMMAND GETKEYSANDFLAGS COPY key key",
        ],
    };
}
