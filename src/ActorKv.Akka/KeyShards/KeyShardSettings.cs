// What a key shard's actor is told about persistence. The library's reference configuration explains each.

namespace ActorKv.Akka.KeyShards;

internal sealed record KeyShardSettings
{
    /// <summary>Id of the journal plugin; empty: the actor system's own.</summary>
    public string JournalPlugin { get; init; } = "";

    /// <summary>Id of the snapshot store plugin; empty: the actor system's own.</summary>
    public string SnapshotPlugin { get; init; } = "";

    /// <summary>A snapshot is taken after so many bytes of events, at least 1.</summary>
    public long SnapshotAfterBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>And after so many events, at least 1.</summary>
    public int SnapshotAfterEvents { get; init; } = 10_000;

    /// <summary>How often keys whose time has come are looked for, while there are any.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A key shard that has failed starts again after so long at first, and at most after <see cref="MaxBackoff"/>.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);
}
