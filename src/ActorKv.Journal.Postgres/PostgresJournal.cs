// The append-only log in a PostgreSQL database: a commit is one statement, one transaction and one round trip.
//
//   journal_rows   first_lsn | turns | time | crc | parts | payload       one row of this table per journal row
//   journal_parts  first_lsn | part  | payload                            parts 1 … parts - 1 of a payload over MaxPart bytes
//   journal_start  deleted_through
//
// A commit appends only while this process may write (PostgresWriter). When the connection is lost in the middle of one, another is made and
// counted, and then the end of the log says whether the rows are in: they are taken as written, or sent again. Nobody learns of it but by the
// time it takes. When the server cannot be reached for longer, the commit fails as unreachable: whether the rows are in is looked up when the
// same rows are given again.
//
// A commit without sync returns before the server has flushed it. Should the server crash then, such rows are gone while this process, which has
// their effects in memory, goes on: so they are kept here until something has been synced behind them, and sent again when they are missing.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using Npgsql;

namespace ActorKv.Journal.Postgres;

/// <summary>The journal in a schema of a PostgreSQL database. All members may be called from any thread.</summary>
public sealed class PostgresJournal : IJournal
{
    // Rows kept until they are synced, at most: then one commit is synced that need not be.
    private const int UnsyncedBytes = 4 * 1024 * 1024;

    private const string WriteFailure = "takes no commit";

    private readonly Lock _lock = new();
    private readonly PostgresDatabase _database;
    private readonly PostgresWriter _writer;
    private readonly PostgresRows _rows;
    private readonly RowWindow _unsynced = new(UnsyncedBytes);
    private PostgresAppender? _appender;
    private JournalRow? _doubtful;             // the last row of a commit that may be in or not, without its payload
    private long _doubtfulBytes;               // what all rows of that commit take
    private long _lastLsn;
    private long _deletedThrough;
    private long _sizeInBytes;
    private volatile bool _disposed;

    internal PostgresJournal(PostgresDatabase database, PostgresWriter writer)
    {
        _database = database;
        _writer = writer;
        _rows = new PostgresRows(database, this);
        (_deletedThrough, _lastLsn) = database.Run("cannot be read", PostgresRows.Ends);
        _sizeInBytes = _rows.Size();
    }

    /// <inheritdoc/>
    public long LastLsn => Volatile.Read(ref _lastLsn);

    /// <inheritdoc/>
    public long DeletedThrough => Volatile.Read(ref _deletedThrough);

    /// <inheritdoc/>
    public long SizeInBytes => Math.Max(0, Volatile.Read(ref _sizeInBytes));

    /// <inheritdoc/>
    public ValueTask CommitAsync(ReadOnlyMemory<JournalRow> rows, bool sync, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (rows.Length > 0) Write((rows, sync), static (journal, given) => journal.Append(given.rows.Span, given.sync));
            else if (sync && (_unsynced.Rows.Count > 0 || _doubtful is not null)) Write(true, static (journal, _) => journal.Sync());
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ProbeAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_lock) Write(true, static (journal, _) => journal._appender!.Probe());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IEnumerable<JournalRow> Read(long afterLsn)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var batch = new ReadBatch();
        long last = LastLsn;
        long next = _rows.Seek(afterLsn);
        while (next <= last)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _rows.Fill(batch, next, last);
            for (int i = 0; i < batch.Count; i++)
            {
                JournalRow row = batch[i];
                next = row.LastLsn + 1;
                yield return row;
            }
        }
    }

    /// <inheritdoc/>
    public string WayOut(long lsn)
    {
        NpgsqlConnectionStringBuilder settings = _database.Settings;
        string server = string.Create(CultureInfo.InvariantCulture,
            $"host={settings.Host} port={settings.Port} dbname={settings.Database ?? settings.Username} user={settings.Username}");
        string delete = string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {PostgresDatabase.Quote(_database.Schema)}.journal_rows WHERE first_lsn >= {lsn}");
        return $"stop the server, and run: psql {InShell(server)} -c {InShell(delete)}";
    }

    /// <inheritdoc/>
    public bool DeleteThrough(long throughLsn)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (throughLsn <= DeletedThrough) return false;
        Deletion deletion = _rows.Delete(throughLsn, _writer.Number);
        if (deletion.IsFenced) throw new JournalException(_writer.TakenOver().Message);
        Interlocked.Add(ref _sizeInBytes, -deletion.Bytes);
        Raise(ref _deletedThrough, deletion.Through);
        if (deletion.HasMore || throughLsn <= LastLsn) return deletion.HasMore;
        lock (_lock)
        {
            Write(throughLsn, static (journal, through) => journal._appender!.MoveEnd(through));
            Raise(ref _deletedThrough, throughLsn);
            Raise(ref _lastLsn, throughLsn);
        }
        return false;
    }

    /// <inheritdoc/>
    public long LastBefore(long bytes, long time)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _rows.LastBefore(bytes, time) ?? DeletedThrough;
    }

    /// <summary>Closes the writing connection when the commit under way, if there is one, has ended.</summary>
    public void Dispose()
    {
        _disposed = true;
        lock (_lock)
        {
            _appender?.Dispose();
            _appender = null;
            _writer.Dispose();
        }
    }

    // Does something over the writer's connection, made anew when it was lost, until it is done or the server has said no.
    private void Write<T>(T argument, Action<PostgresJournal, T> action)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                if (_appender is null) Connect();
                action(this, argument);
                return;
            }
            catch (Exception e) when (PostgresFailure.IsLost(e))
            {
                _appender?.Dispose();
                _appender = null;
                _writer.Drop();
                if (!_database.WaitToTryAgain(started)) throw _database.Failure(WriteFailure, e);
            }
            catch (NpgsqlException e)
            {
                throw _database.Failure(WriteFailure, e);
            }
        }
    }

    private void Connect()
    {
        if (_writer.Connection is null) _writer.Reconnect(_database.Patience);
        PostgresAppender appender = new(_writer);
        try
        {
            Settle(appender);
        }
        catch
        {
            appender.Dispose();
            throw;
        }
        _appender = appender;
    }

    // Where does the log end? Where it did when the last commit returned; behind a commit whose outcome was not known; or before rows that the
    // server has lost in a crash, because nobody had asked it to sync them.
    private void Settle(PostgresAppender appender)
    {
        long end = PostgresRows.Ends(_writer.Connection!).Last;
        if (end == _lastLsn) return;
        if (_doubtful is { } row && row.LastLsn == end)
        {
            appender.Sync();
            Appended(end, _doubtfulBytes);
            _unsynced.Clear();
            return;
        }
        List<JournalRow> missing = _unsynced.Rows.FindAll(kept => kept.FirstLsn > end);
        if (missing.Count == 0 || missing[0].FirstLsn != end + 1)
        {
            throw new JournalFencedException(string.Create(CultureInfo.InvariantCulture,
                $"{_database.Name} ends with turn {end} and had ended with turn {_lastLsn}: the database was put back to an earlier state, or somebody has written to it. This process must stop."),
                outcomeUnknown: false);
        }
        appender.Append(CollectionsMarshal.AsSpan(missing), sync: true);
        _unsynced.Clear();
    }

    private void Append(ReadOnlySpan<JournalRow> rows, bool sync)
    {
        if (_doubtful is { } row && row.LastLsn == _lastLsn && rows[^1].LastLsn == _lastLsn && rows[^1].Crc == row.Crc)
        {
            // They were in, which Settle has found out, and are synced.
            _doubtful = null;
            return;
        }
        long bytes = Check(rows, _lastLsn);
        bool syncs = sync || _unsynced.Bytes + bytes > UnsyncedBytes;
        _doubtful = rows[^1] with { Payload = default };
        _doubtfulBytes = bytes;
        try
        {
            _appender!.Append(rows, syncs);
        }
        catch (PostgresException e) when (!PostgresFailure.IsLost(e))
        {
            _doubtful = null;                   // the server has answered: nothing was appended
            throw;
        }
        _doubtful = null;
        Appended(rows[^1].LastLsn, bytes);
        if (syncs) _unsynced.Clear();
        else foreach (ref readonly JournalRow kept in rows) _unsynced.Add(kept);
    }

    private void Sync()
    {
        _appender!.Sync();
        _unsynced.Clear();
    }

    private void Appended(long last, long bytes)
    {
        Interlocked.Add(ref _sizeInBytes, bytes);
        Volatile.Write(ref _lastLsn, last);
    }

    // Rows that follow the last one without a gap; returns the bytes that they take.
    private static long Check(ReadOnlySpan<JournalRow> rows, long last)
    {
        long bytes = 0;
        foreach (ref readonly JournalRow row in rows)
        {
            if (row.FirstLsn != last + 1 || row.Turns < 1)
                throw new ArgumentException($"A row of {row.Turns} turns from {row.FirstLsn} cannot follow turn {last}.", nameof(rows));
            last = row.LastLsn;
            bytes += row.Payload.Length + PostgresRows.Overhead;
        }
        return bytes;
    }

    private static void Raise(ref long value, long to)
    {
        if (to > Volatile.Read(ref value)) Volatile.Write(ref value, to);
    }

    private static string InShell(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
