// One reader's connection to the snapshots, with its statement and its buffer. A store has as many as shards are read at once.
//
// Each chunk is a query of its own: no read transaction stays open between chunks, which would keep the write-ahead log from being reused.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Journal.Sqlite;

internal sealed class SnapshotChunkReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _select;
    private byte[] _buffer = [];

    public SnapshotChunkReader(string path)
    {
        _database = SqliteDatabase.Open(path, readOnly: true);
        _select = _database.Prepare("SELECT last, shard_lsn, crc, payload FROM chunks WHERE save = ? AND shard = ? AND part = ?");
    }

    /// <summary>The chunk, valid until the next call.</summary>
    public SnapshotChunk Read(long save, int shard, int part)
    {
        _select.Bind(1, save);
        _select.Bind(2, shard);
        _select.Bind(3, part);
        try
        {
            if (!_select.Step("cannot be read")) throw Damage(save, shard, part, "is missing");
            if (!_select.IsInteger(0) || !_select.IsInteger(1) || !_select.IsInteger(2) || !_select.IsBlob(3))
                throw Damage(save, shard, part, "is damaged: its columns have other types than were written");
            ReadOnlySpan<byte> payload = _select.Blob(3);
            if (_buffer.Length < payload.Length) _buffer = GC.AllocateUninitializedArray<byte>(payload.Length);
            payload.CopyTo(_buffer);
            var chunk = new SnapshotChunk(shard, part, _select.Integer(0) != 0, _select.Integer(1), _buffer.AsMemory(0, payload.Length));
            return _select.Integer(2) == chunk.ComputeCrc(save) ? chunk : throw Damage(save, shard, part, "is damaged: its checksum differs");
        }
        finally
        {
            _select.Reset();
        }
    }

    public void Dispose() => _database.Dispose();

    private JournalException Damage(long save, int shard, int part, string fault) =>
        new($"{_database.Path}: part {part} of key shard {shard} in save {save} {fault}. An older save, or a copy of the data directory, may still be whole.");
}
