// The port behind which snapshots live.
//
// A save holds one stream of bytes per key shard, cut into chunks, each with a CRC-32C. Shards are taken one by one, each in a turn of its
// own, so each has the log sequence number up to which its stream speaks; journal rows after it make up the rest. A save counts when it is
// complete; until then a crash leaves it unseen. The one before is kept, so that a damaged save does not cost the data.

using System.Numerics;
using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Recovery;

/// <summary>A complete save.</summary>
/// <param name="Id">Ascending number.</param>
/// <param name="Time">When it was completed, Unix milliseconds.</param>
/// <param name="Lsn">The save is consistent once the journal has been replayed up to here; what a store without a journal recovers to.</param>
/// <param name="MinShardLsn">The smallest log sequence number of its shards: recovery from this save needs the rows after it.</param>
public sealed record SnapshotSave(long Id, long Time, long Lsn, long MinShardLsn);

/// <summary>A part of one key shard's stream. A shard without keys has one empty chunk.</summary>
/// <param name="Shard">Number of the key shard; the number behind the last for the tail of the save, which not every save has.</param>
/// <param name="Part">0, 1, 2 … within the shard.</param>
/// <param name="IsLast">True for the shard's last chunk.</param>
/// <param name="ShardLsn">The shard's stream speaks of all turns up to here.</param>
/// <param name="Payload">The bytes.</param>
public readonly record struct SnapshotChunk(int Shard, int Part, bool IsLast, long ShardLsn, ReadOnlyMemory<byte> Payload)
{
    /// <summary>CRC-32C (Castagnoli) over the number of the save and all that the chunk says, numbers little endian, so that a chunk in the wrong place
    /// is found too.</summary>
    public uint ComputeCrc(long save)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (ulong)save);
        crc = BitOperations.Crc32C(crc, (uint)Shard);
        crc = BitOperations.Crc32C(crc, (uint)Part);
        crc = BitOperations.Crc32C(crc, IsLast ? (byte)1 : (byte)0);
        crc = BitOperations.Crc32C(crc, (ulong)ShardLsn);
        return ~Crc32C.Add(crc, Payload.Span);
    }
}

/// <summary>Where snapshots go.</summary>
public interface ISnapshotStore : IDisposable
{
    /// <summary>Complete saves, newest first.</summary>
    IReadOnlyList<SnapshotSave> Saves { get; }

    /// <summary>Begins a save, and removes what an interrupted one left.</summary>
    ISnapshotSaveWriter BeginSave();

    /// <summary>The chunks of one key shard in order, each valid until the next. Safe to call from several threads at once.</summary>
    /// <exception cref="JournalException">A chunk is missing or damaged; the message names save, shard and part.</exception>
    IEnumerable<SnapshotChunk> Read(SnapshotSave save, int shard);

    /// <summary>Deletes all saves but the newest <paramref name="keep"/>.</summary>
    void DeleteOld(int keep);
}

/// <summary>A save under way. Disposing without <see cref="Complete"/> abandons it.</summary>
public interface ISnapshotSaveWriter : IDisposable
{
    /// <summary>Adds a chunk. Chunks of a shard come in order.</summary>
    void Add(in SnapshotChunk chunk);

    /// <summary>Makes the save durable, and the newest.</summary>
    SnapshotSave Complete(long time, long lsn);
}
