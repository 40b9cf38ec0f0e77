// Hashes. Fields are few and as various as values, so that hashes outgrow packing by their number of fields and by a long text.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class HashFamily
{
    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "HDEL key field+", "HEXISTS key field", "HGET key field", "HGETALL key", "HINCRBY key field integer", "HINCRBYFLOAT key field float", "HKEYS key",
            "HLEN key", "HMGET key field+", "HMSET key (field value)+", "HRANDFIELD key [howmany [WITHVALUES]]", "HSCAN key cursor [MATCH pattern] [COUNT count]",
            "HSET key (field value)+", "HSET key (field value)+", "HSETNX key field value", "HSTRLEN key field", "HVALS key", "OBJECT ENCODING key",
        ],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["field"] = Gen.Frequency((3, ArgumentKinds.Texts("f", "g", "field", "1", "2", "-7", "007", "")), (1, ArgumentKinds.Value)),
            // Nothing that would make a server send billions of fields.
            ["howmany"] = Gen.Frequency(
                (12, Gen.Choose(-9, 9).Select(number => (Argument)number)), (1, ArgumentKinds.NoNumber),
                (1, ArgumentKinds.Texts("9223372036854775807", "-9223372036854775808", "4611686018427387904", "4294967296"))),
            ["cursor"] = ArgumentKinds.Texts("0", "0", "0", "x", "-1"),
        },
        Differences =
        [
            new("HGETALL", KnownDifference.Order, SameFields), new("HKEYS", KnownDifference.Order, KnownDifference.SameElements),
            new("HVALS", KnownDifference.Order, KnownDifference.SameElements), new("HRANDFIELD", "chance decides", SameShape),
            new("HSCAN", KnownDifference.Order, KnownDifference.SameElements),
        ],
    };

    // Fields with their values: a map, or flat.
    private static bool SameFields(Reply left, Reply right) => left.Kind == right.Kind && Pairs(left).SequenceEqual(Pairs(right), StringComparer.Ordinal);

    private static IEnumerable<string> Pairs(Reply reply) =>
        reply.Items.Chunk(2).Select(pair => string.Join('=', pair.Select(item => item.ToString()))).Order(StringComparer.Ordinal);

    private static bool SameShape(Reply left, Reply right) => left.Kind == right.Kind && left.Items.Count == right.Items.Count &&
        left.Items.Zip(right.Items).All(pair => pair.First.Kind == pair.Second.Kind && pair.First.Items.Count == pair.Second.Items.Count);
}
