// Saves in a PostgreSQL database.
//
//   saves         id | complete | time | lsn | min_shard_lsn
//   save_chunks   save | shard | part | last | shard_lsn | crc | payload
//
// A save is written by COPY in transactions of some MiB. What makes it one thing is the last statement: it sets `complete`, and only while this
// process may write (PostgresWriter). Until then the save is invisible. It becomes so again before it is deleted, so no crash leaves half of a
// save in sight.

using System.Data;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using Npgsql;

namespace ActorKv.Journal.Postgres;

/// <summary>The snapshots in a schema of a PostgreSQL database. All members may be called from any thread; one save is under way at a time.</summary>
public sealed class PostgresSnapshotStore : ISnapshotStore
{
    private const string ReadFailure = "cannot be read";
    private const string WriteFailure = "takes no snapshot";

    private const string SelectSaves = "SELECT id, time, lsn, min_shard_lsn FROM saves WHERE complete ORDER BY id DESC";
    private const string SelectIncomplete = "SELECT id FROM saves WHERE NOT complete ORDER BY id LIMIT 1";
    private const string SelectChunk = "SELECT last, shard_lsn, crc, length(payload), payload FROM save_chunks WHERE save = $1 AND shard = $2 AND part = $3";
    private const string HideSave = $"{Writer} UPDATE saves SET complete = false WHERE id = $1 AND EXISTS (SELECT FROM writer)";

    // Some 16 MiB at a time.
    private const string DeleteChunks = """
        DELETE FROM save_chunks WHERE (save, shard, part) IN (SELECT save, shard, part FROM save_chunks WHERE save = $1 LIMIT 16)
        """;

    private const string DeleteSave = "DELETE FROM saves WHERE id = $1 AND NOT complete";

    // Statements that mind who writes have the writer's number as the parameter behind the save's.
    private const string Writer = "WITH writer AS MATERIALIZED (SELECT 1 FROM node WHERE writer = $2 FOR KEY SHARE)";

    private const string NewSave = """
        WITH writer AS MATERIALIZED (SELECT 1 FROM node WHERE writer = $1 FOR KEY SHARE)
        INSERT INTO saves (complete, time, lsn, min_shard_lsn) SELECT false, 0, 0, 0 FROM writer RETURNING id
        """;

    private const string CompleteSave = $"{Writer} UPDATE saves SET complete = true, time = $3, lsn = $4, min_shard_lsn = $5 WHERE id = $1 AND EXISTS (SELECT FROM writer)";

    private readonly Lock _lock = new();
    private readonly PostgresDatabase _database;
    private readonly PostgresWriter _writer;
    private readonly int _keyShards;
    private volatile SnapshotSave[] _saves;
    private PostgresSaveWriter? _underWay;
    private volatile bool _disposed;

    internal PostgresSnapshotStore(PostgresDatabase database, PostgresWriter writer, int keyShards)
    {
        _database = database;
        _writer = writer;
        _keyShards = keyShards;
        _saves = database.Run(ReadFailure, LoadSaves);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SnapshotSave> Saves => _saves;

    /// <inheritdoc/>
    public ISnapshotSaveWriter BeginSave()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_underWay is not null) throw new InvalidOperationException("A save is under way.");
            while (_database.Run(WriteFailure, FindIncomplete) is { } interrupted) Delete(interrupted);
            long id = _database.Run(WriteFailure, InsertSave)
                ?? throw new JournalException(_writer.TakenOver().Message);
            return _underWay = new PostgresSaveWriter(this, _database, id, _keyShards);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SnapshotChunk> Read(SnapshotSave save, int shard)
    {
        byte[] buffer = [];
        SnapshotChunk chunk;
        int part = 0;
        do
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            (chunk, buffer) = ReadChunk(save.Id, shard, part++, buffer);
            yield return chunk;
        }
        while (!chunk.IsLast);
    }

    /// <inheritdoc/>
    public void DeleteOld(int keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_saves.Length <= keep) return;
            SnapshotSave[] old = _saves[keep..];
            _saves = _saves[..keep];
            foreach (SnapshotSave save in old)
            {
                if (Execute(HideSave, save.Id, _writer.Number) == 0) throw new JournalException(_writer.TakenOver().Message);
                Delete(save.Id);
            }
        }
    }

    /// <summary>Ends the save under way, if there is one; it stays incomplete.</summary>
    public void Dispose()
    {
        _disposed = true;
        _underWay?.Dispose();
    }

    /// <summary>Makes a save count.</summary>
    internal SnapshotSave Complete(SnapshotSave save)
    {
        if (Execute(CompleteSave, save.Id, _writer.Number, save.Time, save.Lsn, save.MinShardLsn) == 0) throw new JournalException(_writer.TakenOver().Message);
        lock (_lock) _saves = [save, .. _saves];
        return save;
    }

    /// <summary>The save under way has come to its end, good or bad.</summary>
    internal void End(PostgresSaveWriter save)
    {
        lock (_lock)
            if (_underWay == save) _underWay = null;
    }

    private static SnapshotSave[] LoadSaves(NpgsqlConnection connection)
    {
        using NpgsqlCommand select = new(SelectSaves, connection);
        using NpgsqlDataReader reader = select.ExecuteReader();
        List<SnapshotSave> saves = [];
        while (reader.Read()) saves.Add(new SnapshotSave(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        return [.. saves];
    }

    private static long? FindIncomplete(NpgsqlConnection connection)
    {
        using NpgsqlCommand select = new(SelectIncomplete, connection);
        return select.ExecuteScalar() as long?;
    }

    // The chunk, in a buffer that the next one may use.
    private (SnapshotChunk Chunk, byte[] Buffer) ReadChunk(long save, int shard, int part, byte[] buffer) => _database.Run(ReadFailure, connection =>
    {
        using NpgsqlCommand select = Query(connection, SelectChunk, save, shard, part);
        using NpgsqlDataReader reader = select.ExecuteReader(CommandBehavior.SequentialAccess);
        if (!reader.Read()) throw Damage(save, shard, part, "is missing");
        bool isLast = reader.GetBoolean(0);
        long shardLsn = reader.GetInt64(1), crc = reader.GetInt64(2);
        int length = reader.GetInt32(3);
        byte[] bytes = buffer.Length >= length ? buffer : GC.AllocateUninitializedArray<byte>(length);
        if (length > 0) reader.GetBytes(4, 0, bytes, 0, length);
        SnapshotChunk chunk = new(shard, part, isLast, shardLsn, bytes.AsMemory(0, length));
        return crc == chunk.ComputeCrc(save) ? (chunk, bytes) : throw Damage(save, shard, part, "is damaged: its checksum differs");
    });

    private JournalException Damage(long save, int shard, int part, string fault) =>
        new($"{_database.Name}: part {part} of key shard {shard} in save {save} {fault}. An older save, or a backup of the database, may still be whole.");

    // Chunks go in small transactions, the save's row goes last: a crash in between leaves an incomplete save, which the next one removes.
    private void Delete(long save)
    {
        while (Execute(DeleteChunks, save) > 0) { }
        Execute(DeleteSave, save);
    }

    private long? InsertSave(NpgsqlConnection connection)
    {
        using NpgsqlCommand insert = Query(connection, NewSave, _writer.Number);
        return insert.ExecuteScalar() as long?;
    }

    // Rows that it changed.
    private int Execute(string sql, params long[] numbers) => _database.Run(WriteFailure, connection =>
    {
        using NpgsqlCommand command = Query(connection, sql, numbers);
        return command.ExecuteNonQuery();
    });

    private static NpgsqlCommand Query(NpgsqlConnection connection, string sql, params ReadOnlySpan<long> numbers)
    {
        NpgsqlCommand command = new(sql, connection);
        foreach (long number in numbers) command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        return command;
    }
}
