// Replies that may differ between two servers that both do right. Each with its reason, here or with its family;
// everything else must be equal byte for byte.

using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Differential;

internal sealed record KnownDifference(string Command, string Reason, Func<Reply, Reply, bool> Alike, Func<RandomCommand, bool>? When = null)
{
    public const string Clock = "the two servers read their clocks at different moments";
    public const string Order = "the order is that of the server's hash table";
    private const string Shared = "redis-server has one shared object for each small integer, ActorKv stores them in place";
    private const long Seconds = 2;

    private static readonly KnownDifference[] All =
    [
        new("TTL", Clock, Within(Seconds)), new("EXPIRETIME", Clock, Within(Seconds)), new("PTTL", Clock, Within(Seconds * 1000)),
        new("PEXPIRETIME", Clock, Within(Seconds * 1000)),
        new("KEYS", Order, SameElements), new("SCAN", Order, SameElements),
        new("RANDOMKEY", "chance decides", SameKind),
        new("OBJECT REFCOUNT", Shared, SameKind), new("OBJECT IDLETIME", Shared, SameKind),
    ];

    /// <summary>True when the replies to a command are those of two servers that agree.</summary>
    public static bool Explains(RandomCommand command, Reply left, Reply right) =>
        All.Concat(CommandGenerator.Families.SelectMany(family => family.Differences)).Any(known =>
            (known.Command == command.Name || known.Command == command.FullName) && known.When?.Invoke(command) != false && known.Alike(left, right));

    public static Func<Reply, Reply, bool> Within(long tolerance) => (left, right) =>
        left.Kind == ReplyKind.Integer && right.Kind == ReplyKind.Integer && left.Integer >= 0 == right.Integer >= 0 &&
        Math.Abs(left.Integer - right.Integer) <= tolerance;

    public static bool SameKind(Reply left, Reply right) => left.Kind == right.Kind;

    public static bool SameElements(Reply left, Reply right) =>
        left.Kind is ReplyKind.Array or ReplyKind.Set && left.Kind == right.Kind && left.Items.Select(item => item.ToString()).Order(StringComparer.Ordinal)
            .SequenceEqual(right.Items.Select(item => item.ToString()).Order(StringComparer.Ordinal));
}
