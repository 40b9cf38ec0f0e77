// Error replies of sessions whose key shards are elsewhere. Those that a Redis Cluster has too are byte for byte its own: clients match on them.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;

namespace ActorKv.Engine.Routing;

internal static class RoutingErrors
{
    public const string CrossSlot = "CROSSSLOT Keys in request don't hash to the same slot";

    public const string ScriptLeavesSlot = "ERR Script attempted to access keys that do not hash to the same slot";

    /// <summary>Nothing of the request has run.</summary>
    public const string NotDelivered = "TRYAGAIN The key shard is moving or could not be reached; nothing was executed";

    /// <summary>Not of Redis: it may have run, or not.</summary>
    public const string OutcomeUnknown = "UNKNOWNOUTCOME The key shard was lost before it answered: the command may have been executed, or not";

    /// <summary>Nothing of the request has run.</summary>
    public const string ClusterDown = "CLUSTERDOWN Hash slot not served";

    /// <summary>This node has lost its lease: nothing of the request has run.</summary>
    public const string LeaseLost = "CLUSTERDOWN The cluster is down";

    /// <summary>Where a client that knows the map is to ask.</summary>
    public static string Moved(int slot, ClusterMember owner) => $"MOVED {slot} {owner.Host}:{owner.Port}";

    public static string EveryShard(CommandSpec command) => $"ERR '{command.FullName}' concerns every key shard, which is not possible here";

    public static string KeysByPattern(CommandSpec command) => $"ERR '{command.FullName}' with keys made of patterns may concern every key shard, which is not possible here";

    public static string ChangesAllNodes(CommandSpec command) => $"ERR '{command.FullName}' changes all nodes of the cluster, and cannot be part of a transaction";

    public static string ChangesSession(CommandSpec command) => $"ERR '{command.FullName}' changes the connection, and cannot be part of a transaction here";
}
