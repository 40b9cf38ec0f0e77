namespace ActorKv.Cluster.Membership;

/// <summary>What a node joins its cluster with.</summary>
internal sealed record ClusterNodeOptions
{
    /// <summary>How Npgsql reaches the database.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema of the cluster's tables.</summary>
    public string Schema { get; init; } = "actorkv";

    /// <summary>Number of key shards; the same on every node.</summary>
    public required int KeyShards { get; init; }

    /// <summary>Where the node's id is kept.</summary>
    public required string Directory { get; init; }

    /// <summary>The address that clients and other nodes are told.</summary>
    public required string Host { get; init; }

    /// <summary>The name that clients are told; empty for none.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Where clients connect.</summary>
    public required int Port { get; init; }

    /// <summary>Where other nodes connect.</summary>
    public required int LinkPort { get; init; }

    /// <summary>How long a node may be silent before others take its key shards.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The channel on which the database tells that something changed.</summary>
    public string Channel => Schema + "_cluster";
}
