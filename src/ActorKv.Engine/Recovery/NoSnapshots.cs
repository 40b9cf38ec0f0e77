// A snapshot store without a medium: for stores that live in memory. A save that is asked for fails and says so; one that seemed to succeed
// would be looked for later.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Recovery;

/// <summary>Has no saves, and takes none.</summary>
public sealed class NoSnapshots : ISnapshotStore
{
    /// <summary>None.</summary>
    public IReadOnlyList<SnapshotSave> Saves => [];

    /// <exception cref="JournalException">Always.</exception>
    public ISnapshotSaveWriter BeginSave() => throw new JournalException("This store lives in memory only and has nowhere to save to.");

    /// <exception cref="JournalException">Always: there is no save.</exception>
    public IEnumerable<SnapshotChunk> Read(SnapshotSave save, int shard) => throw new JournalException("This store lives in memory only and holds no save.");

    /// <summary>There is none to delete.</summary>
    public void DeleteOld(int keep)
    {
    }

    /// <summary>Nothing is to be closed.</summary>
    public void Dispose()
    {
    }
}
