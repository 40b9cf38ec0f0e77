// Commands that a node of a cluster does not have, and what it says. docs/operations/cluster.md lists them. Those that a Redis Cluster refuses too
// are refused in its words. What edits the topology (CLUSTER ADDSLOTS …) is refused by itself: Engine's ClusterRows.

using System.Collections.Frozen;

namespace ActorKv.Cluster.Routing;

internal static class ClusterRefusals
{
    private const string Feed = "ERR AKV.CHANGES reads the one journal of a server that stands alone: in a cluster each key shard has a log of its own, which moves with it";
    private const string Tracking = "ERR CLIENT TRACKING is not available in a cluster: keys are read on other nodes";
    private const string Stream = "ERR A node holds a part of the data: back up the database of the cluster instead";
    private const string Debugging = "ERR This DEBUG command needs all key shards on one node";

    /// <summary>Whole error replies by the full names of the commands.</summary>
    public static FrozenDictionary<string, string> ByName { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["akv.changes"] = Feed,
        ["client|tracking"] = Tracking, ["client|caching"] = Tracking,
        ["swapdb"] = "ERR SWAPDB is not allowed in cluster mode",
        ["replicaof"] = "ERR REPLICAOF not allowed in cluster mode.", ["slaveof"] = "ERR REPLICAOF not allowed in cluster mode.",
        ["failover"] = "ERR FAILOVER not allowed in cluster mode.",
        ["sync"] = Stream, ["psync"] = Stream,
        ["debug|reload"] = Debugging, ["debug|loadaof"] = Debugging, ["debug|digest"] = Debugging, ["debug|populate"] = Debugging, ["debug|htstats"] = Debugging,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
