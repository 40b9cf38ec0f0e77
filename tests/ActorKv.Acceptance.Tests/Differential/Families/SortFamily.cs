// SORT and SORT_RO. Not drawn: what leaves an order open. That is BY with ALPHA, where weights are equal, and a set that is not sorted at all.
// Nor is STORE after a sort by numbers: redis-server 7.0 takes what an earlier command left in errno (ZADD k 5e-324 m) for an error of its own.

using ActorKv.Protocol;
using static ActorKv.Acceptance.Tests.Differential.ArgumentKinds;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class SortFamily
{
    private const string StaleErrno = "redis-server 7.0 does not clear errno before it reads a number";

    private const string EqualToNul = "ALPHA compares up to a NUL, and redis-server leaves the order of equal elements open";

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "SORT key [LIMIT index count] [ASC|DESC] [ALPHA] [GET pattern_of_key] [GET pattern_of_key]", "SORT_RO key [BY weight] [ASC|DESC] [LIMIT index count] [GET #]",
            "SORT key [BY weight] [LIMIT index count] [GET pattern_of_key]", "SORT key ALPHA [DESC] [LIMIT index count] [STORE key]",
        ],
        Rare =
        [
            "SORT key BY nosort [GET pattern_of_key] STORE key", "SORT key nonsense", "SORT key LIMIT count", "SORT_RO key STORE key", "COMMAND GETKEYS SORT key BY value STORE key",
        ],
        Differences =
        [
            new("SORT", StaleErrno, IsNoDouble), new("SORT_RO", StaleErrno, IsNoDouble), new("SORT", EqualToNul, EqualUpToNul),
            new("SORT", KnownDifference.Order, KnownDifference.SameElements, IsNotSorted), new("SORT_RO", KnownDifference.Order, KnownDifference.SameElements, IsNotSorted),
            new("OBJECT ENCODING", "redis-server's SORT makes a skiplist of a small sorted set that it reads", (actorKv, redis) => actorKv.Text == "listpack" && redis.Text == "skiplist"),
        ],
        Kinds = new Dictionary<string, FsCheck.Gen<Harness.Argument>>
        {
            ["weight"] = Texts("*", "list*", "{tag}*", "{*}x", "nothing*", "*->field", "list*->"),
            ["pattern_of_key"] = Texts("#", "*", "list*", "{tag}*", "nothing*", "*->field", "key", "*->", "*->a"),
        },
    };

    private static bool IsNoDouble(Reply actorKv, Reply redis) =>
        actorKv.Kind == ReplyKind.Array && redis is { Kind: ReplyKind.Error, Text: "ERR One or more scores can't be converted into double" };

    // A pattern without a star asks for no sorting: a set comes in its own order then.
    private static bool IsNotSorted(RandomCommand command) => command.Arguments.Zip(command.Arguments.Skip(1)).Any(pair =>
        pair.First.ToString().Equals("BY", StringComparison.OrdinalIgnoreCase) && !pair.Second.ToString().Contains('*', StringComparison.Ordinal));

    private static bool EqualUpToNul(Reply actorKv, Reply redis) =>
        KnownDifference.SameElements(actorKv, redis) && actorKv.Items.Select(UpToNul).SequenceEqual(redis.Items.Select(UpToNul));

    private static string UpToNul(Reply element) => element.Text.Split('\0')[0];
}
