// The journal and the snapshot store of a node's store in an actor system: none. Every key shard has its own, in its actor.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Akka.Hosting;

internal sealed class NoJournal : IJournal, ISnapshotStore
{
    private const string Why = "Key shards are journalled one by one, by their actors.";

    public static readonly NoJournal Instance = new();

    public long LastLsn => 0;

    public long SizeInBytes => 0;

    public IReadOnlyList<SnapshotSave> Saves => [];

    public ValueTask CommitAsync(ReadOnlyMemory<JournalRow> rows, bool sync, CancellationToken cancellation) =>
        rows.IsEmpty ? ValueTask.CompletedTask : ValueTask.FromException(new JournalException(Why));

    public ValueTask ProbeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public IEnumerable<JournalRow> Read(long afterLsn) => [];

    public string WayOut(long lsn) => Why;

    public bool DeleteThrough(long throughLsn) => false;

    public ISnapshotSaveWriter BeginSave() => throw new JournalException(Why);

    public IEnumerable<SnapshotChunk> Read(SnapshotSave save, int shard) => [];

    public void DeleteOld(int keep)
    {
        // There is none.
    }

    public void Dispose()
    {
        // Nor anything to close.
    }
}
