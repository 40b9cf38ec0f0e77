// HyperLogLogs: the strings must be the same bytes, sparse and dense, which GET and DEBUG DIGEST-VALUE show.
//
// Their keys are their own, and strings whose registers do not add up are left out: redis-server works with such as far as it gets, here they
// are refused at once. So no other family may write into one.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class HyperLogLogFamily
{
    private const string Empty = "HYLL\x01\0\0\0\0\0\0\0\0\0\0\x80\x7f\xff", Counted = "HYLL\x01\0\0\0\x2a\0\0\0\0\0\0\0\x7f\xff";

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "PFADD key element+", "PFADD key element+", "PFADD key element+ element+ element+ element+", "PFADD key", "PFCOUNT key", "PFCOUNT key key+", "PFMERGE key key+",
            "PFMERGE key", "PFDEBUG (ENCODING|DECODE|GETREG|TODENSE|NOSUCH) key", "SET key hll", "SET key value", "GET key", "STRLEN key",
            "RPUSH key value", "DEL key", "COPY key key REPLACE", "EXPIRE key seconds", "DEBUG DIGEST-VALUE key",
        ],
        Rare = ["CONFIG SET hll-sparse-max-bytes (20|60|3000)"],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["key"] = ArgumentKinds.Texts("hll1", "hll2", "{tag}hll"),
            ["element"] = Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, 100_000)).Select(number => (Argument)$"element:{number}"),
            ["hll"] = ArgumentKinds.Texts(
                Empty, Counted, "HYLL", Empty[..15], Empty.Replace('\x01', '\0'), Empty.Replace('\x01', '\x02'), Empty[..^2] + "\x04\x87\x7f\xf6"),
        },
        Differences =
        [
            new("OBJECT ENCODING", "what PFDEBUG only looks at is made raw there", (left, right) => left.Text == "embstr" && right.Text == "raw"),
        ],
    };
}
