// A cluster that stands still, for tests of what sessions see of one.

using System.Collections.Immutable;
using ActorKv.Engine.Clustering;

namespace ActorKv.Engine.Tests.Commands.Cluster;

internal sealed class FixedCluster : ICluster
{
    public static ClusterMember A { get; } = Member('a', 1, "node-a.example");

    public static ClusterMember B { get; } = Member('b', 2, "");

    public ClusterMember Myself { get; init; } = A;

    public ClusterMap Map { get; set; } = MapOf([A, B], A, A, A, A, A, A, A, A, B, B, B, B, A, A, B, B);

    public bool HoldsLease { get; set; } = true;

    public IReadOnlyList<ClusterLinkFigures> Links { get; init; } = [];

    public event Action<ClusterMap>? MapChanged;

    /// <summary>A map of key shards with these owners, whose epochs count from 1.</summary>
    public static ClusterMap MapOf(ClusterMember[] members, params ClusterMember?[] owners) =>
        new(1, [.. members], [.. owners.Select((owner, shard) => new ShardPlace(owner, shard + 1, owner is not null))]);

    public void Publish(ClusterMap map)
    {
        Map = map;
        MapChanged?.Invoke(map);
    }

    private static ClusterMember Member(char digit, int number, string hostname) =>
        new(new string(digit, 40), number, "127.0.0.1", hostname, 7000 + number, 17000 + number, MemberState.Serving);
}
