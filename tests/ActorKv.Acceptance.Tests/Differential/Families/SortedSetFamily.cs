// Sorted sets. Ranges of members are asked of keys whose members all have the score 0: of others no order of members is promised, and in
// redis-server's skip lists it depends on chance. No weight is negative: a score of -0 is kept by a skip list, and in a listpack becomes 0, which
// shows on which way a large ZRANGESTORE was built. And no number is so large or so small that strtod reports it (1e400, 5e-324): the next SORT
// of redis-server finds the error number still set, and refuses numbers.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class SortedSetFamily
{
    private const string WithScore = "Redis 7.2 has an option there, and 7.0 refuses any fourth argument";
    private const string Sources = "(1 key|2 key key|2 key key|3 key key key|count key)", Ends = "(min max|min max|start start)";
    private const string Combined = "[AGGREGATE (SUM|MIN|MAX|value)]", Conditions = "[NX|XX] [GT|LT] [CH]";

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            $"ZADD key {Conditions} (score member)+", "ZADD key (score member)+", "ZADD key (score member)+", "ZADD key (score value)+",
            $"ZADD key {Conditions} INCR score member",
            "ZCARD key", "ZCOUNT key min max", $"ZDIFF {Sources} [WITHSCORES]", $"ZDIFFSTORE key {Sources}", "ZINCRBY key score member",
            $"ZINTER {Sources} {Combined} [WITHSCORES]", "ZINTER 2 key key WEIGHTS weight weight [WITHSCORES]", $"ZINTERCARD {Sources} [LIMIT count]",
            $"ZINTERSTORE key {Sources} {Combined}", "ZMPOP (1 key|2 key key|count key) (MIN|MAX) [COUNT count]", "ZMSCORE key member+",
            "ZPOPMAX key [count]", "ZPOPMIN key [count]",
            "ZRANDMEMBER key", "ZRANDMEMBER key (0|large|-3|nonsense) [WITHSCORES]",
            $"ZRANGE key {Ends} [BYSCORE] [REV] [LIMIT index index] [WITHSCORES]",
            "ZRANGE key start start [REV] [WITHSCORES]", "ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT index index]",
            "ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT index index]", "ZRANGESTORE key key start start [REV]",
            "ZRANGESTORE key key min max BYSCORE [LIMIT index index]",
            "ZRANK key member", "ZREVRANK key member", "ZREM key member+", "ZREMRANGEBYRANK key start start", "ZREMRANGEBYSCORE key min max",
            "ZREVRANGE key start start [WITHSCORES]",
            "ZSCAN key cursor [MATCH pattern] [COUNT count]", "ZSCORE key member", "ZUNION 2 key key [WEIGHTS weight weight] [WITHSCORES]",
            $"ZUNIONSTORE key {Sources} {Combined}", "ZUNIONSTORE key 2 key key WEIGHTS weight weight",
            "ZADD lexkey (0 member)+", "ZADD lexkey (0 value)+", "ZREM lexkey member+", "ZRANGEBYLEX lexkey low high [LIMIT index index]",
            "ZREVRANGEBYLEX lexkey high low [LIMIT index index]", "ZRANGE lexkey low high BYLEX [LIMIT index index]",
            "ZRANGE lexkey high low BYLEX REV [LIMIT index index]",
            "ZLEXCOUNT lexkey low high", "ZREMRANGEBYLEX lexkey low high", "ZRANGESTORE lexkey lexkey low high BYLEX",
            "DEBUG DIGEST-VALUE lexkey+", "OBJECT ENCODING lexkey",
        ],
        Rare =
        [
            "BZPOPMIN key+ timeout", "BZPOPMAX key+ timeout", "BZMPOP timeout 2 key key (MIN|MAX) [COUNT count]",
            "COMMAND GETKEYS ZUNIONSTORE key 2 key key",
            "COMMAND GETKEYS BZMPOP 0 2 key key MIN",
        ],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["lexkey"] = ArgumentKinds.Texts("lex1", "lex2", "{lex1}3"),
            ["member"] = Gen.Frequency(
                (6, ArgumentKinds.Texts("a", "b", "c", "d", "hello", "10", "-3", "")),
                (4, Gen.Choose(0, 200).Select(number => (Argument)$"member:{number}")), (1, ArgumentKinds.Value)),
            ["score"] = Gen.Frequency(
                (8, Gen.Choose(-3, 12).Select(number => (Argument)number)), (3, ArgumentKinds.Texts("0.1", "-2.5", "3.14159", "1e17",
                "12345678901234567", "1e-300", "1e300")),
                (1, ArgumentKinds.Texts("inf", "-inf", "+inf", "nan", "abc", "", "0x10", " 1"))),
            ["weight"] = Gen.Frequency((6, ArgumentKinds.Texts("1", "2", "0.5", "3.7")), (1, ArgumentKinds.Texts("0", "inf", "nan", "abc"))),
            ["min"] = Gen.Frequency((6, ArgumentKinds.Texts("-inf", "0", "1", "(1", "-3", "(-2.5", "2")), (1, ArgumentKinds.Texts("5", "inf",
            "(inf", "", "abc", "(nan", "1e30"))),
            ["max"] = Gen.Frequency((6, ArgumentKinds.Texts("+inf", "5", "3", "(3", "10", "(1e17", "1e18")), (1, ArgumentKinds.Texts("0", "-inf",
            "(1", " 3", "3 ", "0x10"))),
            ["start"] = ArgumentKinds.Mostly(Gen.Choose(-12, 12)),
            ["low"] = Gen.Frequency((6, ArgumentKinds.Texts("-", "[a", "(a", "[b", "[10", "[member:1")), (1, ArgumentKinds.Texts("+", "[", "a", "",
            "(hello"))),
            ["high"] = Gen.Frequency((6, ArgumentKinds.Texts("+", "[c", "(d", "[hello", "(member:50", "[x")), (1, ArgumentKinds.Texts("-", "(",
            "b", "", "[\xff"))),
            ["cursor"] = ArgumentKinds.Texts("0", "0", "0", "x", "-1"),
            ["large"] = ArgumentKinds.Texts("100000", "9223372036854775807"),
        },
        Differences =
        [
            new("ZSCAN", KnownDifference.Order, KnownDifference.SameElements), new("ZRANDMEMBER", "chance decides", SameNumber),
            new("ZRANK", WithScore, BothRefuse), new("ZREVRANK", WithScore, BothRefuse),
        ],
    };

    private static bool BothRefuse(Reply left, Reply right) => left.Kind == ReplyKind.Error && right.Text.StartsWith("ERR wrong number",
    StringComparison.Ordinal);

    private static bool SameNumber(Reply left, Reply right) => left.Kind != ReplyKind.Error && left.Kind == right.Kind && left.Items.Count == right.Items.Count;
}
