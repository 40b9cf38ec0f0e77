// What membership needs of the engine: key shards that come and go.

using ActorKv.Journal.Postgres.KeyShards;

namespace ActorKv.Cluster.Membership;

/// <summary>A key shard that this node owns.</summary>
internal readonly record struct OwnedShard(int Shard, long Epoch);

internal interface IShardHost
{
    /// <summary>The journal refuses this node, or its key shards are not what the journal says: all are to be given up. With the reason.</summary>
    event Action<string>? Fenced;

    /// <summary>A life begins; what is committed from now on is committed by it. No key shard is open.</summary>
    void Begin(MemberLife life);

    /// <summary>Number of key shards.</summary>
    int KeyShards { get; }

    /// <summary>True when turns can run in it.</summary>
    bool IsOpen(int shard);

    /// <summary>Loads key shards and opens them, one behind the other. None is opened once the life is over. What cannot be loaded is told in the log
    /// and stays closed.</summary>
    /// <returns>Those that are open.</returns>
    Task<IReadOnlyList<OwnedShard>> OpenAsync(MemberLife life, IReadOnlyList<OwnedShard> shards);

    /// <summary>Closes key shards in good order: when it completes, all their turns are durable and no more will come.</summary>
    /// <exception cref="Engine.Commits.JournalFencedException">Not all need be durable, because the life is over.</exception>
    Task CloseAsync(IReadOnlyList<int> shards);

    /// <summary>Closes all key shards at once. The life is over.</summary>
    Task AbandonAsync();

    /// <summary>True when the key shard's log has grown so far that a snapshot is worth it.</summary>
    bool IsSnapshotDue(int shard);

    /// <summary>Takes a snapshot of a key shard, if it is open.</summary>
    /// <exception cref="Engine.Commits.JournalException">It could not be stored.</exception>
    /// <exception cref="Engine.Commits.JournalFencedException">The key shard is not this node's any more.</exception>
    Task SnapshotAsync(MemberLife life, int shard);
}
