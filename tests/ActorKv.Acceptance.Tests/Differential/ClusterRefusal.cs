// What a cluster refuses and a server that stands alone does: docs/operations/cluster.md lists it. A random sequence goes on behind it: redis-server, which
// knows nothing of that, is sent a command that it does not know instead. So it is left as the cluster is, and a transaction is lost on both.

using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Differential;

internal static class ClusterRefusal
{
    private static readonly string[] s_errors =
    [
        "CROSSSLOT Keys in request don't hash to the same slot",
        "ERR SWAPDB is not allowed in cluster mode",
        "ERR This DEBUG command needs all key shards on one node",
    ];

    private static readonly string[] s_reasons =
    [
        "concerns every key shard, which is not possible here",
        "with keys made of patterns may concern every key shard, which is not possible here",
        "changes the connection, and cannot be part of a transaction here",
    ];

    private static readonly RandomCommand s_discard = new(["DISCARD"]);

    /// <summary>What the other server is sent.</summary>
    public static RandomCommand Instead { get; } = new(["REFUSED-IN-A-CLUSTER"]);

    /// <summary>What the other server is sent instead of this one: an EXEC that is refused is over.</summary>
    public static RandomCommand InsteadOf(RandomCommand command) => command.Name == "EXEC" ? s_discard : Instead;

    /// <summary>True for what is not asked at all: it concerns one node alone, and the keys are on all of them.</summary>
    public static bool LeavesOut(RandomCommand command) => command.Name == "CONFIG";

    public static bool Is(Reply reply) =>
        reply.Kind == ReplyKind.Error && (s_errors.Contains(reply.Text) || s_reasons.Any(reason => reply.Text.EndsWith(reason, StringComparison.Ordinal)));
}
