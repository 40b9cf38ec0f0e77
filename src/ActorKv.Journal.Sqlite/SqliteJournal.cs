// The append-only log in one SQLite file: a commit is one transaction, and with sync one fsync.
//
//   rows           first_lsn | turns | time | crc | parts | payload          one row of this table per journal row
//   continuations  first_lsn | part  | payload                               parts 1 … parts - 1 of a payload over MaxPart bytes
//   meta           deleted_through                                           where the log begins once older rows went
//
// The file is opened in SQLite's EXCLUSIVE locking mode: no shared memory and no lock calls per commit, which saves a fifth of a
// small commit's CPU time. The price is that there can be no second connection, so reading goes through the writer's
// connection, a bounded batch at a time, and commits go on in between. docs/journal.md has the measurements behind the page size and the
// length of the write-ahead log.
//
// Commits without sync run with synchronous=NORMAL (no fsync, but the file stays consistent whatever happens), those with sync with FULL.
// All of them append to the same write-ahead log, so one that syncs makes durable whatever came before it.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Sqlite;

/// <summary>The journal in a data directory. All members may be called from any thread.</summary>
public sealed class SqliteJournal : IJournal
{
    /// <summary>A payload is cut into parts of this many bytes. SQLite takes 10^9 at most, and copies each part twice on its way.</summary>
    internal const int MaxPart = 16 * 1024 * 1024;

    // Bounds for one hold of the lock, so that a commit never waits long for the removal of old rows.
    private const int DeleteBatchRows = 64;
    private const int DeleteBatchBytes = 2 * 1024 * 1024;

    // 8 KiB pages and a write-ahead log of 8 MiB measured best: see docs/journal.md.
    private const int PageSize = 8192;
    private const int WriteAheadPages = 1024;

    // What SQLite's page cache holds back before it lets pages of an open transaction go to the log.
    private const int PageCacheBytes = 2 * 1024 * 1024;

    // A payload up to this size may lie about in SQLite until the next commit.
    private const int LargestKept = 64 * 1024;

    private const int ProbeBytes = 64 * 1024;          // as much as the commit of a busy moment

    // What a row takes beside its payload, nearly enough for a size that only guides rewriting.
    private const int RowOverhead = 40;

    private const string WriteFailure = "takes no commit";

    private static readonly SqliteFormat s_format = new("journal", 0x414b564a, Version: 1, """
        INSERT INTO meta VALUES ('deleted_through', 0);
        CREATE TABLE rows (
            first_lsn INTEGER PRIMARY KEY,
            turns INTEGER NOT NULL,
            time INTEGER NOT NULL,
            crc INTEGER NOT NULL,
            parts INTEGER NOT NULL,
            payload BLOB NOT NULL) STRICT;
        CREATE TABLE continuations (
            first_lsn INTEGER NOT NULL,
            part INTEGER NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (first_lsn, part)) STRICT, WITHOUT ROWID;
        CREATE TRIGGER rows_deleted AFTER DELETE ON rows WHEN old.parts > 1
        BEGIN
            DELETE FROM continuations WHERE first_lsn = old.first_lsn;
        END;
        """);

    private readonly Lock _lock = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin, _commit, _insertRow, _insertPart;
    private readonly SqliteStatement _selectDeletable, _deleteRows, _setDeletedThrough;
    private readonly JournalReader _reader;
    private long _lastLsn;
    private long _deletedThrough;
    private long _sizeInBytes;
    private bool? _syncing;          // which synchronous mode the connection is in; null before the first commit
    private bool _unsynced;          // a commit without sync came after the last with it
    private bool _disposed;

    private SqliteJournal(SqliteDatabase database)
    {
        _database = database;
        _begin = database.Prepare("BEGIN");
        _commit = database.Prepare("COMMIT");
        _insertRow = database.Prepare("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)");
        _insertPart = database.Prepare("INSERT INTO continuations VALUES (?, ?, ?)");
        _selectDeletable = database.Prepare(
            "SELECT first_lsn + turns - 1, parts - 1, length(payload) FROM rows WHERE first_lsn <= ?1 AND first_lsn + turns - 1 <= ?1 ORDER BY first_lsn");
        _deleteRows = database.Prepare("DELETE FROM rows WHERE first_lsn <= ?");
        _setDeletedThrough = database.Prepare("UPDATE meta SET value = ? WHERE name = 'deleted_through'");
        _reader = new JournalReader(database);
        _deletedThrough = database.Number("SELECT value FROM meta WHERE name = 'deleted_through'");
        _lastLsn = Math.Max(_deletedThrough, database.Number("SELECT first_lsn + turns - 1 FROM rows ORDER BY first_lsn DESC LIMIT 1"));
        _sizeInBytes = MeasureSize();
    }

    /// <inheritdoc/>
    public long LastLsn => Volatile.Read(ref _lastLsn);

    /// <inheritdoc/>
    public long DeletedThrough => Volatile.Read(ref _deletedThrough);

    /// <inheritdoc/>
    public long SizeInBytes => Volatile.Read(ref _sizeInBytes);

    /// <summary>For tests: a limit on the file's growth, and damage.</summary>
    internal SqliteDatabase Database => _database;

    internal static SqliteJournal Open(string path, int keyShards)
    {
        SqliteDatabase database = SqliteDatabase.Open(path);
        try
        {
            // The locking mode comes first: only then does the write-ahead log do without shared memory. A page size counts for new files.
            database.Execute($"""
                PRAGMA locking_mode = EXCLUSIVE;
                PRAGMA page_size = {PageSize};
                PRAGMA journal_mode = WAL;
                PRAGMA wal_autocheckpoint = {WriteAheadPages};
                """);
            s_format.Ensure(database, keyShards);
            Preallocate(database);
            return new SqliteJournal(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(ReadOnlyMemory<JournalRow> rows, bool sync, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Commit(rows.Span, sync);
        return ValueTask.CompletedTask;
    }

    /// <summary>SQLite blocks: a commit is done when the call returns, and the caller's thread is the writer.</summary>
    internal void Commit(ReadOnlySpan<JournalRow> rows, bool sync)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (rows.Length > 0) Append(rows, sync);
            else if (sync && _unsynced) SyncAlone();
        }
    }

    /// <inheritdoc/>
    public ValueTask ProbeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // In the table of continuations, under a number that no row has: what a crash in between leaves does no harm.
            SetSyncing(true);
            Run($"INSERT OR REPLACE INTO continuations VALUES (0, 0, zeroblob({ProbeBytes}))");
            Run("DELETE FROM continuations WHERE first_lsn = 0");
            _unsynced = false;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IEnumerable<JournalRow> Read(long afterLsn)
    {
        var batch = new ReadBatch();
        long afterRow, next, last;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            last = _lastLsn;
            (afterRow, next) = _reader.Seek(afterLsn, _deletedThrough);
        }
        while (next <= last)
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                _reader.Fill(batch, afterRow, next, last);
            }
            for (int i = 0; i < batch.Count; i++)
            {
                JournalRow row = batch[i];
                afterRow = row.FirstLsn;
                next = row.LastLsn + 1;
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public string WayOut(long lsn) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"stop the server, and run: sqlite3 '{_database.Path.Replace("'", "'\\''", StringComparison.Ordinal)}' 'DELETE FROM rows WHERE first_lsn >= {lsn}'");

    /// <inheritdoc/>
    public bool DeleteThrough(long throughLsn)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            (long deleted, bool more) = NextDeletion(throughLsn);
            if (deleted <= _deletedThrough) return false;
            try
            {
                _begin.Step(WriteFailure);
                _deleteRows.Bind(1, deleted);
                _deleteRows.Step(WriteFailure);
                _setDeletedThrough.Bind(1, deleted);
                _setDeletedThrough.Step(WriteFailure);
                _commit.Step(WriteFailure);
            }
            catch (JournalException)
            {
                _database.RollBack();
                throw;
            }
            _unsynced |= _syncing != true;
            Volatile.Write(ref _deletedThrough, deleted);
            if (deleted > _lastLsn) Volatile.Write(ref _lastLsn, deleted);
            Volatile.Write(ref _sizeInBytes, MeasureSize());
            return more;
        }
    }

    /// <inheritdoc/>
    public long LastBefore(long bytes, long time)
    {
        RowWalk walk = new(bytes, time);
        while (true)
        {
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (_reader.Walk(ref walk)) return walk.Found > 0 ? walk.Found : _deletedThrough;
            }
        }
    }

    /// <inheritdoc/>
    public void Trim()
    {
        lock (_lock)
        {
            if (!_disposed) _database.Trim();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            _database.Dispose();
        }
    }

    // A sync of bytes overwritten takes half the time and a third of the CPU of one that makes the file longer, which the file system has to
    // note down too. SQLite overwrites its log once that has been full; this fills it at the start, with a transaction that never was.
    private static void Preallocate(SqliteDatabase database)
    {
        const int LogBytes = WriteAheadPages * PageSize;
        if (new FileInfo(database.Path + "-wal") is { Exists: true, Length: >= LogBytes }) return;
        try
        {
            database.Execute($"BEGIN; INSERT INTO continuations VALUES (0, 0, zeroblob({LogBytes + PageCacheBytes}))");
        }
        catch (JournalException)
        {
            // Without room the journal is slower, or cannot be written, but it can be read; the first commit tells.
            return;
        }
        finally
        {
            database.RollBack();
        }
    }

    private void Append(ReadOnlySpan<JournalRow> rows, bool sync)
    {
        long last = _lastLsn;
        long bytes = 0;
        foreach (ref readonly JournalRow row in rows)
        {
            if (row.FirstLsn != last + 1 || row.Turns < 1)
                throw new ArgumentException($"A row of {row.Turns} turns from {row.FirstLsn} cannot follow turn {last}.", nameof(rows));
            last = row.LastLsn;
            bytes += row.Payload.Length + RowOverhead;
        }
        SetSyncing(sync);
        try
        {
            // One statement is a transaction by itself.
            bool explicitly = rows.Length > 1 || rows[0].Payload.Length > MaxPart;
            if (explicitly) _begin.Step(WriteFailure);
            foreach (ref readonly JournalRow row in rows) Insert(row);
            if (explicitly) _commit.Step(WriteFailure);
        }
        catch (JournalException)
        {
            _database.RollBack();
            throw;
        }
        _unsynced = !sync;
        Volatile.Write(ref _lastLsn, last);
        Volatile.Write(ref _sizeInBytes, _sizeInBytes + bytes);
    }

    private void Insert(in JournalRow row)
    {
        ReadOnlySpan<byte> payload = row.Payload.Span;
        int parts = PartsOf(payload.Length);
        _insertRow.Bind(1, row.FirstLsn);
        _insertRow.Bind(2, row.Turns);
        _insertRow.Bind(3, row.Time);
        _insertRow.Bind(4, row.Crc);
        _insertRow.Bind(5, parts);
        _insertRow.Bind(6, payload[..Math.Min(payload.Length, MaxPart)]);
        _insertRow.Step(WriteFailure);
        // SQLite would keep its copy until the next commit.
        if (payload.Length > LargestKept) _insertRow.Unbind();
        if (parts == 1) return;
        for (int part = 1; part < parts; part++)
        {
            payload = payload[MaxPart..];
            _insertPart.Bind(1, row.FirstLsn);
            _insertPart.Bind(2, part);
            _insertPart.Bind(3, payload[..Math.Min(payload.Length, MaxPart)]);
            _insertPart.Step(WriteFailure);
        }
        _insertPart.Unbind();
    }

    internal static int PartsOf(int length) => length <= MaxPart ? 1 : (int)(((long)length + MaxPart - 1) / MaxPart);

    // A pragma that writes the header as it stands makes a transaction of one page, whose sync takes everything before it along.
    private void SyncAlone()
    {
        SetSyncing(true);
        Run($"BEGIN; PRAGMA user_version = {s_format.Version}; COMMIT");
        _unsynced = false;
    }

    private void Run(string sql)
    {
        try
        {
            _database.Execute(sql);
        }
        catch (JournalException)
        {
            _database.RollBack();
            throw;
        }
    }

    private void SetSyncing(bool sync)
    {
        if (_syncing == sync) return;
        _database.Execute(sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _syncing = sync;
    }

    // The last turn of the next batch of rows to delete, and whether there are more behind it.
    private (long Deleted, bool More) NextDeletion(long throughLsn)
    {
        long deleted = _deletedThrough;
        long bytes = 0;
        int rows = 0;
        _selectDeletable.Bind(1, throughLsn);
        try
        {
            while (_selectDeletable.Step(WriteFailure))
            {
                if (rows == DeleteBatchRows || bytes > DeleteBatchBytes) return (deleted, true);
                deleted = _selectDeletable.Integer(0);
                bytes += _selectDeletable.Integer(1) * MaxPart + _selectDeletable.Integer(2);
                rows++;
            }
        }
        finally
        {
            _selectDeletable.Reset();
        }
        return (throughLsn > _lastLsn ? throughLsn : deleted, false);
    }

    private long MeasureSize() =>
        (_database.Number("PRAGMA page_count") - _database.Number("PRAGMA freelist_count")) * PageSize;
}
