// The cluster that a node is a member of, as its sessions and their routers see it. A node that stands alone has none (Store.Cluster is null).

namespace ActorKv.Engine.Clustering;

/// <summary>A connection to or from another node, for CLUSTER LINKS.</summary>
/// <param name="IsOutgoing">True when this node opened it.</param>
/// <param name="NodeId">The other node.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="PendingBytes">Bytes that wait to be sent.</param>
internal readonly record struct ClusterLinkFigures(bool IsOutgoing, string NodeId, long CreatedAt, long PendingBytes);

internal interface ICluster
{
    /// <summary>This node, in this life.</summary>
    ClusterMember Myself { get; }

    /// <summary>The newest map. From any thread.</summary>
    ClusterMap Map { get; }

    /// <summary>False when the node's lease is over, or about to be, by a clock that never stands still: then nothing may be executed in a key shard,
    /// because another node may have it. To be asked after a request was received and before it is executed. From any thread.</summary>
    bool HoldsLease { get; }

    /// <summary>The links to other nodes.</summary>
    IReadOnlyList<ClusterLinkFigures> Links { get; }

    /// <summary>Told of every new map, on some thread that must not be held up.</summary>
    event Action<ClusterMap> MapChanged;
}
