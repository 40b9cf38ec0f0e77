// A save under way: chunks go in, in transactions of some MiB; Complete makes them count.
//
// Behind the key shards there may be one stream more, numbered as if it were the next key shard: the tail that the engine writes.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using Npgsql;
using NpgsqlTypes;

namespace ActorKv.Journal.Postgres;

internal sealed class PostgresSaveWriter : ISnapshotSaveWriter
{
    // Bytes to a transaction: large enough to make its cost vanish, small enough that a failed one loses little.
    private const int TransactionBytes = 8 * 1024 * 1024;

    private const string Copy = "COPY save_chunks (save, shard, part, last, shard_lsn, crc, payload) FROM STDIN (FORMAT binary)";
    private const string WriteFailure = "takes no snapshot";

    private readonly Lock _lock = new();
    private readonly PostgresSnapshotStore _store;
    private readonly PostgresDatabase _database;
    private readonly long _id;
    private readonly int[] _nextPart;              // per key shard, and for the tail; -1 when its last chunk is in
    private NpgsqlConnection? _connection;
    private NpgsqlBinaryImporter? _copy;
    private int _unfinishedShards;
    private long _minShardLsn = long.MaxValue;
    private long _copiedBytes;
    private bool _failed;
    private bool _ended;

    public PostgresSaveWriter(PostgresSnapshotStore store, PostgresDatabase database, long id, int keyShards)
    {
        _store = store;
        _database = database;
        _id = id;
        _nextPart = new int[keyShards + 1];
        _unfinishedShards = keyShards;
    }

    public void Add(in SnapshotChunk chunk)
    {
        lock (_lock)
        {
            ThrowUnlessGood();
            if (chunk.Part != _nextPart[chunk.Shard])
                throw new ArgumentException($"Part {chunk.Part} of key shard {chunk.Shard} is out of order.", nameof(chunk));
            try
            {
                Write(chunk);
                if (_copiedBytes >= TransactionBytes) EndCopy();
            }
            catch (Exception e) when (e is NpgsqlException || PostgresFailure.IsLost(e))
            {
                throw Fail(e);
            }
            _minShardLsn = Math.Min(_minShardLsn, chunk.ShardLsn);
            _nextPart[chunk.Shard] = chunk.IsLast ? -1 : chunk.Part + 1;
            if (chunk.IsLast && chunk.Shard < _nextPart.Length - 1) _unfinishedShards--;
        }
    }

    public SnapshotSave Complete(long time, long lsn)
    {
        lock (_lock)
        {
            ThrowUnlessGood();
            if (_unfinishedShards > 0) throw new InvalidOperationException($"The save lacks the last chunk of {_unfinishedShards} key shards.");
            try
            {
                EndCopy();
            }
            catch (Exception e) when (e is NpgsqlException || PostgresFailure.IsLost(e))
            {
                throw Fail(e);
            }
            SnapshotSave save = _store.Complete(new SnapshotSave(_id, time, lsn, _minShardLsn));
            End();
            return save;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_ended) End();
        }
    }

    private void Write(in SnapshotChunk chunk)
    {
        _connection ??= _database.Connect();
        _copy ??= _connection.BeginBinaryImport(Copy);
        _copy.StartRow();
        _copy.Write(_id, NpgsqlDbType.Bigint);
        _copy.Write(chunk.Shard, NpgsqlDbType.Integer);
        _copy.Write(chunk.Part, NpgsqlDbType.Integer);
        _copy.Write(chunk.IsLast, NpgsqlDbType.Boolean);
        _copy.Write(chunk.ShardLsn, NpgsqlDbType.Bigint);
        _copy.Write((long)chunk.ComputeCrc(_id), NpgsqlDbType.Bigint);
        _copy.Write(chunk.Payload, NpgsqlDbType.Bytea);
        _copiedBytes += chunk.Payload.Length;
    }

    private void EndCopy()
    {
        _copiedBytes = 0;
        if (_copy is null) return;
        _copy.Complete();
        _copy.Dispose();
        _copy = null;
    }

    private void ThrowUnlessGood()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        if (_failed) throw new InvalidOperationException("The save has failed.");
    }

    // What was not copied is not in the save, so it can never be completed; room that it took is given back at the next one.
    private JournalException Fail(Exception cause)
    {
        _failed = true;
        Close();
        return _database.Failure(WriteFailure, cause);
    }

    private void End()
    {
        _ended = true;
        Close();
        _store.End(this);
    }

    // A copy that is not completed is taken back. Over a connection that was lost there is nothing to take back.
    private void Close()
    {
        try
        {
            _copy?.Dispose();
        }
        catch (Exception e) when (e is NpgsqlException || PostgresFailure.IsLost(e))
        {
            _failed = true;
        }
        _copy = null;
        _connection?.Dispose();
        _connection = null;
    }
}
