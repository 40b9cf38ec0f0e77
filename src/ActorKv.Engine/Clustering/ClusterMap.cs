// Who serves what, as a node last read it from the database. Maps are immutable: a node that learns something new replaces its map by another.

using System.Collections.Immutable;

namespace ActorKv.Engine.Clustering;

/// <summary>What a node is about to do.</summary>
internal enum MemberState
{
    /// <summary>It takes part.</summary>
    Serving,

    /// <summary>It hands its key shards to others and ends.</summary>
    Leaving,

    /// <summary>Its lease has ended.</summary>
    Gone,
}

/// <summary>A node of the cluster, in one life of it: a process that starts again is another member with the same id.</summary>
/// <param name="Id">40 hexadecimal digits that stay with a node over its lives, as clients know it.</param>
/// <param name="Incarnation">Number of this life, unique in the cluster and ascending.</param>
/// <param name="Host">The address that clients and other nodes are told.</param>
/// <param name="Hostname">The name that clients are told; empty when it has none.</param>
/// <param name="Port">Where clients connect.</param>
/// <param name="LinkPort">Where other nodes connect.</param>
/// <param name="State">What it is about to do.</param>
internal sealed record ClusterMember(string Id, long Incarnation, string Host, string Hostname, int Port, int LinkPort, MemberState State);

/// <summary>Where a key shard is.</summary>
/// <param name="Owner">The member that owns it; null while nobody does.</param>
/// <param name="Epoch">Counts its owners.</param>
/// <param name="IsServing">False while the owner is still loading it.</param>
internal readonly record struct ShardPlace(ClusterMember? Owner, long Epoch, bool IsServing);

/// <param name="version">Ascends with every change.</param>
/// <param name="members">All that are not gone, in the order of their ids.</param>
/// <param name="shards">The place of each key shard.</param>
internal sealed class ClusterMap(long version, ImmutableArray<ClusterMember> members, ImmutableArray<ShardPlace> shards)
{
    public long Version { get; } = version;

    public ImmutableArray<ClusterMember> Members { get; } = members;

    public ImmutableArray<ShardPlace> Shards { get; } = shards;

    /// <summary>The greatest epoch of any key shard.</summary>
    public long Epoch => Shards.IsEmpty ? 0 : Shards.Max(static place => place.Epoch);

    /// <summary>True when every key shard is served.</summary>
    public bool IsComplete => Shards.All(static place => place.Owner is not null && place.IsServing);
}
