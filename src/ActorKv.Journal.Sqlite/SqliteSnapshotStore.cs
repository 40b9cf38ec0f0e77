// Saves in one SQLite file.
//
//   saves    id | complete | time | lsn | min_shard_lsn
//   chunks   save | shard | part | last | shard_lsn | crc | payload
//
// A save is written in transactions of some MiB, so that neither memory nor the write-ahead log grows with it, and nothing is synced on the
// way but by SQLite's own checkpoints. What makes it one thing is the last transaction: it sets `complete` and syncs the log, and with it
// all that is not in the file yet. Until then the save is invisible. It becomes so again before it is deleted, so no crash leaves half of
// a save in sight.
//
// One connection writes, under a lock. Every reader has a connection of its own, kept for the next one.

using System.Collections.Concurrent;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Journal.Sqlite;

/// <summary>The snapshots in a data directory. All members may be called from any thread; one save is under way at a time.</summary>
public sealed class SqliteSnapshotStore : ISnapshotStore
{
    // Large pages: a chunk of 1 MiB is a chain of 16, and deleting it reads each of them.
    private const int PageSize = 65536;
    private const int WriteAheadPages = 256;

    private const int DeleteBatchChunks = 16;

    internal const string WriteFailure = "takes no snapshot";

    private static readonly SqliteFormat s_format = new("snapshot store", 0x414b5653, Version: 1, """
        CREATE TABLE saves (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            complete INTEGER NOT NULL,
            time INTEGER NOT NULL,
            lsn INTEGER NOT NULL,
            min_shard_lsn INTEGER NOT NULL) STRICT;
        CREATE TABLE chunks (
            save INTEGER NOT NULL,
            shard INTEGER NOT NULL,
            part INTEGER NOT NULL,
            last INTEGER NOT NULL,
            shard_lsn INTEGER NOT NULL,
            crc INTEGER NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (save, shard, part)) STRICT, WITHOUT ROWID;
        """);

    private readonly int _keyShards;
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _selectIncomplete, _insertSave, _hideSave, _deleteChunks, _deleteSave;
    private readonly ConcurrentBag<SnapshotChunkReader> _readers = [];
    private volatile SnapshotSave[] _saves;
    private SqliteSaveWriter? _underWay;
    private volatile bool _disposed;

    private SqliteSnapshotStore(SqliteDatabase database, int keyShards)
    {
        _database = database;
        _keyShards = keyShards;
        _selectIncomplete = database.Prepare("SELECT id FROM saves WHERE complete = 0 LIMIT 1");
        _insertSave = database.Prepare("INSERT INTO saves (complete, time, lsn, min_shard_lsn) VALUES (0, 0, 0, 0) RETURNING id");
        _hideSave = database.Prepare("UPDATE saves SET complete = 0 WHERE id = ?");
        _deleteChunks = database.Prepare($"""
            DELETE FROM chunks WHERE (save, shard, part) IN (SELECT save, shard, part FROM chunks WHERE save = ? LIMIT {DeleteBatchChunks})
            """);
        _deleteSave = database.Prepare("DELETE FROM saves WHERE id = ?");
        InsertChunk = database.Prepare("INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?)");
        CompleteSave = database.Prepare("UPDATE saves SET complete = 1, time = ?, lsn = ?, min_shard_lsn = ? WHERE id = ?");
        _saves = LoadSaves();
    }

    /// <inheritdoc/>
    public IReadOnlyList<SnapshotSave> Saves => _saves;

    internal bool IsDisposed => _disposed;

    internal SqliteDatabase Database => _database;

    internal SqliteStatement InsertChunk { get; }

    internal SqliteStatement CompleteSave { get; }

    /// <summary>Guards the writing connection.</summary>
    internal Lock Lock { get; } = new();

    internal static SqliteSnapshotStore Open(string path, int keyShards)
    {
        SqliteDatabase database = SqliteDatabase.Open(path);
        try
        {
            database.Execute($"""
                PRAGMA page_size = {PageSize};
                PRAGMA journal_mode = WAL;
                PRAGMA wal_autocheckpoint = {WriteAheadPages};
                PRAGMA synchronous = NORMAL;
                """);
            s_format.Ensure(database, keyShards);
            return new SqliteSnapshotStore(database, keyShards);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ISnapshotSaveWriter BeginSave()
    {
        lock (Lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_underWay is not null) throw new InvalidOperationException("A save is under way.");
            _database.Execute("PRAGMA synchronous = NORMAL");
            while (_selectIncomplete.Step(WriteFailure))
            {
                long interrupted = _selectIncomplete.Integer(0);
                _selectIncomplete.Reset();
                Delete(interrupted);
            }
            _insertSave.Step(WriteFailure);
            long id = _insertSave.Integer(0);
            while (_insertSave.Step(WriteFailure)) { }
            return _underWay = new SqliteSaveWriter(this, id, _keyShards);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SnapshotChunk> Read(SnapshotSave save, int shard)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out SnapshotChunkReader? reader)) reader = new SnapshotChunkReader(_database.Path);
        try
        {
            SnapshotChunk chunk;
            int part = 0;
            do
            {
                chunk = reader.Read(save.Id, shard, part++);
                yield return chunk;
            }
            while (!chunk.IsLast);
        }
        finally
        {
            _readers.Add(reader);
            if (_disposed) CloseReaders();
        }
    }

    /// <inheritdoc/>
    public void DeleteOld(int keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        lock (Lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_saves.Length <= keep) return;
            SnapshotSave[] old = _saves[keep..];
            _underWay?.EndTransaction();
            _saves = _saves[..keep];
            foreach (SnapshotSave save in old)
            {
                Run(_hideSave, save.Id);
                Delete(save.Id);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Lock)
        {
            if (_disposed) return;
            _disposed = true;
            // The writing connection last: only it can take the write-ahead log into the file and away.
            CloseReaders();
            _database.Dispose();
        }
    }

    /// <summary>The save under way has come to its end; with <paramref name="save"/>, a good one.</summary>
    internal void End(SnapshotSave? save)
    {
        _underWay = null;
        if (save is not null) _saves = [save, .. _saves];
    }

    private SnapshotSave[] LoadSaves()
    {
        SqliteStatement select = _database.Prepare("SELECT id, time, lsn, min_shard_lsn FROM saves WHERE complete = 1 ORDER BY id DESC");
        var saves = new List<SnapshotSave>();
        while (select.Step("cannot be read")) saves.Add(new SnapshotSave(select.Integer(0), select.Integer(1), select.Integer(2), select.Integer(3)));
        return [.. saves];
    }

    // Chunks go in small transactions, the save's row goes last: a crash in between leaves an incomplete save, which the next one removes.
    private void Delete(long save)
    {
        do Run(_deleteChunks, save);
        while (_database.Changes > 0);
        Run(_deleteSave, save);
    }

    private static void Run(SqliteStatement statement, long save)
    {
        statement.Bind(1, save);
        statement.Step(WriteFailure);
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out SnapshotChunkReader? reader)) reader.Dispose();
    }
}
