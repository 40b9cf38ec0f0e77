// Sets. Replies in the order of the hash table are compared without it; of what chance decides, only the kind and the number.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class SetFamily
{
    private const string Chance = "chance decides";

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "SADD key value+", "SADD key integer+", "SADD key integer+", "SCARD key", "SDIFF key+", "SDIFFSTORE key key+", "SINTER key+", "SINTERCARD count key+ [LIMIT count]",
            "SINTERCARD 2 key key [LIMIT count]", "SINTERSTORE key key+", "SISMEMBER key integer", "SISMEMBER key value", "SMEMBERS key", "SMISMEMBER key integer+",
            "SMISMEMBER key value+", "SMOVE key key integer", "SMOVE key key value", "SRANDMEMBER key [drawn]", "SREM key integer+", "SREM key value+", "SUNION key+",
            "SUNIONSTORE key key+", "SSCAN key 0 [MATCH pattern] [COUNT large]", "SPOP key 0",
        ],
        Rare = ["SPOP key large", "COMMAND GETKEYS SINTERCARD 2 key key"],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["drawn"] = Gen.Frequency(
                (8, Gen.Choose(-5, 5).Select(number => (Argument)number)), (1, ArgumentKinds.NoNumber),
                (1, ArgumentKinds.Texts("9223372036854775807", "9223372036854775808", "-9223372036854775808"))),
            ["large"] = ArgumentKinds.Texts("100000", "9223372036854775807"),
        },
        Differences =
        [
            new("SMEMBERS", KnownDifference.Order, KnownDifference.SameElements), new("SINTER", KnownDifference.Order, KnownDifference.SameElements),
            new("SUNION", KnownDifference.Order, KnownDifference.SameElements), new("SDIFF", KnownDifference.Order, KnownDifference.SameElements),
            new("SPOP", KnownDifference.Order, KnownDifference.SameElements), new("SSCAN", KnownDifference.Order, KnownDifference.SameElements),
            new("SRANDMEMBER", Chance, SameNumber),
        ],
    };

    private static bool SameNumber(Reply left, Reply right) => left.Kind != ReplyKind.Error && left.Kind == right.Kind && left.Items.Count == right.Items.Count;
}
