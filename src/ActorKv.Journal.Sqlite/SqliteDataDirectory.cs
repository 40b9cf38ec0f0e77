// A data directory, and the order in which it is opened.
//
//   lock, lock.pid      who has the directory open (DirectoryLock)
//   journal.db  (-wal)  the append-only log (SqliteJournal)
//   snapshots.db (…)    the saves (SqliteSnapshotStore)
//
// Two files, because a save of some hundred MiB in the log's file would stand in the way of every commit, and because one of them can be
// lost or put back without the other.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Sqlite;

/// <summary>Where a node keeps its data: a directory with a journal and a snapshot store, held by one process at a time.</summary>
public sealed class SqliteDataDirectory : IDisposable
{
    private readonly DirectoryLock _lock;

    private SqliteDataDirectory(string path, DirectoryLock directoryLock, SqliteJournal journal, SqliteSnapshotStore snapshots)
    {
        Path = path;
        _lock = directoryLock;
        Journal = journal;
        Snapshots = snapshots;
    }

    /// <summary>The directory's full path.</summary>
    public string Path { get; }

    /// <summary>The journal. Closed with the directory.</summary>
    public SqliteJournal Journal { get; }

    /// <summary>The snapshot store. Closed with the directory.</summary>
    public SqliteSnapshotStore Snapshots { get; }

    /// <summary>Opens a data directory, creating what is missing.</summary>
    /// <param name="directory">Path, absolute or relative to the current directory.</param>
    /// <param name="keyShards">Number of key shards, at least 1; fixed when the directory is created.</param>
    /// <exception cref="JournalException">It is in use, not writable, damaged, of another number of key shards or of a newer format.</exception>
    public static SqliteDataDirectory Open(string directory, int keyShards)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(keyShards, 1);
        string path = System.IO.Path.GetFullPath(directory);
        DirectoryLock directoryLock = Lock(path);
        SqliteJournal? journal = null;
        try
        {
            journal = SqliteJournal.Open(System.IO.Path.Combine(path, "journal.db"), keyShards);
            SqliteSnapshotStore snapshots = SqliteSnapshotStore.Open(System.IO.Path.Combine(path, "snapshots.db"), keyShards);
            return new SqliteDataDirectory(path, directoryLock, journal, snapshots);
        }
        catch
        {
            journal?.Dispose();
            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Closes both files and gives the directory free.</summary>
    public void Dispose()
    {
        Journal.Dispose();
        Snapshots.Dispose();
        _lock.Dispose();
    }

    private static DirectoryLock Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return DirectoryLock.Take(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The data directory {path} cannot be created or written: {e.Message}", e);
        }
    }
}
