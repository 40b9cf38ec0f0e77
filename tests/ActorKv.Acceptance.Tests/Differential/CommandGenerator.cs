// The commands that random sequences are made of, and the arguments they get.
//
// Few keys, so that commands meet; their slots differ, except where a hash tag ties two. Deadlines lie far ahead or have passed: nothing expires
// while two servers are being compared, as their clocks are not read at one moment. Relative deadlines are drawn from so wide a range that
// two of a key never compare as equal on one server and unequal on the other (EXPIRE ... GT). SET is given no deadline that has passed:
// redis-server then keeps the key, for DBSIZE and DEBUG DIGEST to see, until it happens to come by.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential;

internal static class CommandGenerator
{
    private static readonly string[] Common =
    [
        "APPEND key value", "DECR key", "DECRBY key integer", "GET key", "GETDEL key", "GETRANGE key index index", "GETSET key value", "INCR key",
        "INCRBY key integer", "INCRBYFLOAT key float", "MGET key+", "MSET (key value)+", "MSETNX (key value)+", "PSETEX key milliseconds value",
        "GETEX key [EX seconds|PX milliseconds|EXAT unixtime|PXAT unixmillis|PERSIST]",
        "SET key value [NX|XX] [GET] [EX seconds|PX milliseconds|EXAT future|PXAT futuremillis|KEEPTTL]", "SET key value", "SET key integer",
        "SETEX key seconds value", "SETNX key value", "SETRANGE key offset value", "STRLEN key", "SUBSTR key index index",
        "LCS key key [LEN] [IDX] [MINMATCHLEN index] [WITHMATCHLEN]",

        "LINDEX key index", "LINSERT key (BEFORE|AFTER) value value", "LLEN key", "LMOVE key key (LEFT|RIGHT) (LEFT|RIGHT)",
        "LMPOP (1 key|2 key key|count key) (LEFT|RIGHT) [COUNT count]", "LPOP key [count]", "LPOS key value [RANK index] [COUNT count] [MAXLEN count]",
        "LPUSH key value+", "LPUSHX key value+", "LRANGE key index index", "LREM key index value", "LSET key index value", "LTRIM key index index",
        "RPOP key [count]", "RPOPLPUSH key key", "RPUSH key value+", "RPUSH key value+", "RPUSHX key value+",

        "COPY key key [DB database] [REPLACE]", "DEL key+", "EXISTS key+", "EXPIRE key seconds [NX|XX|GT|LT]", "EXPIREAT key unixtime [NX|XX|GT|LT]",
        "EXPIRETIME key", "KEYS pattern", "MOVE key database", "OBJECT (ENCODING|REFCOUNT|IDLETIME|FREQ) key", "PERSIST key",
        "PEXPIRE key milliseconds [NX|XX|GT|LT]", "PEXPIREAT key unixmillis [NX|XX|GT|LT]", "PEXPIRETIME key", "PTTL key", "RANDOMKEY", "RENAME key key",
        "RENAMENX key key", "SCAN 0 [MATCH pattern] [COUNT count] [TYPE type]", "TOUCH key+", "TTL key", "TYPE key", "UNLINK key",
        "DEBUG DIGEST-VALUE key+", "DBSIZE",
    ];

    // What empties the stage, or takes its time.
    private static readonly string[] Rare =
    [
        "SELECT database", "SWAPDB database database", "FLUSHDB [ASYNC|SYNC]", "FLUSHALL", "ECHO value", "PING [value]", "NOSUCHCOMMAND value value",
        "OBJECT value key", "BLPOP key+ timeout", "BRPOP key+ timeout", "BLMOVE key key (LEFT|RIGHT) (LEFT|RIGHT) timeout",
        "BRPOPLPUSH key key timeout", "BLMPOP timeout 2 key key (LEFT|RIGHT) [COUNT count]",
        "COMMAND GETKEYS SET key value", "COMMAND GETKEYS LMPOP 2 key key LEFT", "COMMAND GETKEYSANDFLAGS COPY key key",
    ];

    private static readonly Gen<Argument> Extreme = Texts(
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "4294967296", "-2147483649");

    private static readonly Gen<Argument> NoNumber = Texts("", "abc", "1.5", " 1", "1 ", "0x10", "+1", "01", "-0", "--1");

    private static readonly Gen<Argument> Value = Gen.Frequency(
        (6, Texts("a", "b", "hello", "world", "foobar", "ohmytext", "mynewtext", "")), (5, Gen.Choose(-3, 10000).Select(number => (Argument)number)),
        (2, Extreme), (1, NoNumber), (1, Texts("3.14", "1e3", "-0.5", "inf", "nan")), (1, Texts("\0", "\xff\xfe\r\n", "\r\n", "\"quoted\"")),
        (2, Gen.Choose(40, 70).Select(length => (Argument)new string('x', length))), (1, Gen.Choose(100, 5000).Select(length => (Argument)new string('y', length))));

    private static readonly Gen<Argument> Past = Texts("1", "1700000000");

    private static readonly Gen<Argument> NoDeadline = Texts("0", "-1", "9223372036854775807", "abc");

    private static readonly Gen<Argument> FutureSeconds =
        Gen.Frequency((9, Gen.Choose(2_000_000_000, int.MaxValue).Select(number => (Argument)number)), (1, NoDeadline));

    private static readonly Gen<Argument> FutureMilliseconds =
        Gen.Frequency((9, Gen.Choose(0, int.MaxValue).Select(number => (Argument)(4_000_000_000_000 + number))), (1, NoDeadline));

    private static readonly Dictionary<string, Gen<Argument>> Kinds = new()
    {
        ["key"] = Texts("a", "b", "c", "d", "e", "list1", "list2", "{tag}1", "{tag}2", "{}x", "key with space", "\xff\0key", ""),
        ["value"] = Value,
        // Nothing that could be a timeout: a blocking command would wait for it.
        ["nonsense"] = Texts("abc", "", "-1", "1.5.2", "\0", "9223372036854775808", "\xff\xfe", "NX", "COUNT"),
        ["integer"] = Mostly(Gen.Choose(-100, 100)),
        ["index"] = Mostly(Gen.Choose(-7, 7)),
        ["count"] = Mostly(Gen.Choose(-1, 5)),
        ["offset"] = Gen.Frequency((9, Gen.Choose(0, 200).Select(number => (Argument)number)), (1, Texts("-1", "536870912", "9223372036854775807", "abc"))),
        ["float"] = Gen.Frequency(
            (5, Texts("0.1", "-0.5", "3", "1e3", "2.5e-5", "10000000000", "5.0", "0")), (1, Texts("inf", "-inf", "nan", "1e5000", "abc", "", " 1", "1.7e308"))),
        ["seconds"] = Gen.Frequency((6, Gen.Choose(1000, 100_000_000).Select(number => (Argument)number)), (1, Texts("0", "-1", "9223372036854775807", "9223372036854775", "abc"))),
        ["milliseconds"] = Gen.Frequency((6, Gen.Choose(1_000_000, int.MaxValue).Select(number => (Argument)number)), (1, Texts("0", "-1", "9223372036854775807", "abc"))),
        ["future"] = FutureSeconds, ["futuremillis"] = FutureMilliseconds,
        ["unixtime"] = Gen.Frequency((5, FutureSeconds), (1, Past)), ["unixmillis"] = Gen.Frequency((5, FutureMilliseconds), (1, Past)),
        ["database"] = Gen.Frequency((9, Gen.Choose(0, 2).Select(number => (Argument)number)), (1, Texts("15", "16", "-1", "abc"))),
        ["pattern"] = Texts("*", "a", "?", "[a-c]", "[^a]", "list*", "{tag}?", "*\xff*", "\\a", "[", "", "*1", "l[i-]st1"),
        ["type"] = Texts("string", "list", "hash", "nosuchtype", "STRING"),
        ["timeout"] = Gen.Frequency((8, Texts("0.01", "0.001")), (1, Texts("-1", "abc", "1e400", "9223372036854775807"))),
    };

    /// <summary>One command.</summary>
    public static Gen<RandomCommand> Command { get; } = Gen.Frequency((30, OneOf(Common)), (1, OneOf(Rare)));

    /// <summary>A sequence of so many commands. It shrinks by leaving out runs of them, long ones first.</summary>
    public static Arbitrary<RandomCommand[]> Sequence(int length) =>
        Arb.From(Gen.CollectToArray(Enumerable.Repeat(Command, length)), Shrink);

    private static IEnumerable<RandomCommand[]> Shrink(RandomCommand[] commands)
    {
        for (int size = commands.Length / 2; size > 0; size /= 2)
            for (int at = 0; at < commands.Length; at += size) yield return [.. commands[..at], .. commands.Skip(at + size)];
    }

    private static Gen<RandomCommand> OneOf(string[] syntaxes)
    {
        Grammar grammar = new(Kinds);
        return Gen.OneOf([.. syntaxes.Select(grammar.Command)]);
    }

    private static Gen<Argument> Mostly(Gen<int> usual) => Gen.Frequency((12, usual.Select(number => (Argument)number)), (1, Extreme), (1, NoNumber));

    private static Gen<Argument> Texts(params string[] texts) => Gen.Elements(texts).Select(text => (Argument)text);
}
