// A save under way: chunks go in, in transactions of some MiB; Complete makes them count.
//
// Behind the key shards there may be one stream more, numbered as if it were the next key shard: the tail that the engine writes.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Journal.Sqlite;

internal sealed class SqliteSaveWriter : ISnapshotSaveWriter
{
    // Bytes to a transaction: large enough to make its cost vanish, small enough for a write-ahead log of 16 MiB.
    private const int TransactionBytes = 8 * 1024 * 1024;

    private readonly SqliteSnapshotStore _store;
    private readonly long _id;
    private readonly int[] _nextPart;              // per key shard, and for the tail; -1 when its last chunk is in
    private int _unfinishedShards;
    private long _minShardLsn = long.MaxValue;
    private long _transactionBytes;
    private bool _failed;
    private bool _ended;

    public SqliteSaveWriter(SqliteSnapshotStore store, long id, int keyShards)
    {
        _store = store;
        _id = id;
        _nextPart = new int[keyShards + 1];
        _unfinishedShards = keyShards;
    }

    public void Add(in SnapshotChunk chunk)
    {
        lock (_store.Lock)
        {
            ThrowUnlessGood();
            if (chunk.Part != _nextPart[chunk.Shard])
                throw new ArgumentException($"Part {chunk.Part} of key shard {chunk.Shard} is out of order.", nameof(chunk));
            try
            {
                if (!_store.Database.InTransaction) _store.Database.Execute("BEGIN");
                Insert(chunk);
                _transactionBytes += chunk.Payload.Length;
                if (_transactionBytes >= TransactionBytes) EndTransaction();
            }
            catch (JournalException)
            {
                Fail();
                throw;
            }
            _minShardLsn = Math.Min(_minShardLsn, chunk.ShardLsn);
            _nextPart[chunk.Shard] = chunk.IsLast ? -1 : chunk.Part + 1;
            if (chunk.IsLast && chunk.Shard < _nextPart.Length - 1) _unfinishedShards--;
        }
    }

    public SnapshotSave Complete(long time, long lsn)
    {
        lock (_store.Lock)
        {
            ThrowUnlessGood();
            if (_unfinishedShards > 0) throw new InvalidOperationException($"The save lacks the last chunk of {_unfinishedShards} key shards.");
            try
            {
                EndTransaction();
                _store.Database.Execute("PRAGMA synchronous = FULL");
                SqliteStatement complete = _store.CompleteSave;
                complete.Bind(1, time);
                complete.Bind(2, lsn);
                complete.Bind(3, _minShardLsn);
                complete.Bind(4, _id);
                complete.Step(SqliteSnapshotStore.WriteFailure);
                _store.Database.Execute("PRAGMA synchronous = NORMAL");
            }
            catch (JournalException)
            {
                Fail();
                throw;
            }
            var save = new SnapshotSave(_id, time, lsn, _minShardLsn);
            End(save);
            return save;
        }
    }

    public void Dispose()
    {
        lock (_store.Lock)
        {
            if (_ended) return;
            if (!_store.IsDisposed) _store.Database.RollBack();
            End(null);
        }
    }

    /// <summary>Commits what was added so far. The caller holds the store's lock.</summary>
    public void EndTransaction()
    {
        _transactionBytes = 0;
        if (_store.Database.InTransaction) _store.Database.Execute("COMMIT");
    }

    private void Insert(in SnapshotChunk chunk)
    {
        SqliteStatement insert = _store.InsertChunk;
        insert.Bind(1, _id);
        insert.Bind(2, chunk.Shard);
        insert.Bind(3, chunk.Part);
        insert.Bind(4, chunk.IsLast ? 1 : 0);
        insert.Bind(5, chunk.ShardLsn);
        insert.Bind(6, chunk.ComputeCrc(_id));
        insert.Bind(7, chunk.Payload.Span);
        insert.Step(SqliteSnapshotStore.WriteFailure);
        insert.Unbind();
    }

    private void ThrowUnlessGood()
    {
        ObjectDisposedException.ThrowIf(_ended || _store.IsDisposed, this);
        if (_failed) throw new InvalidOperationException("The save has failed.");
    }

    // What was rolled back is not in the save any more, so it can never be completed; room that it took is given back at the next one.
    private void Fail()
    {
        _failed = true;
        _store.Database.RollBack();
    }

    private void End(SnapshotSave? save)
    {
        _ended = true;
        _store.End(save);
    }
}
