// Snapshots of key shards, one by one. The host decides which shard is due, by how much its log has grown, and stores what it gets.

using System.Diagnostics;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Engine.KeyShards;

internal sealed partial class ShardKeeper
{
    /// <summary>Writes a key shard down, in a turn of its own, and waits until all that it speaks of is durable. Null when the shard is away.</summary>
    /// <exception cref="JournalException">The journal does not take what the shard speaks of.</exception>
    /// <exception cref="JournalFencedException">All key shards are being given up.</exception>
    public async Task<ShardImage?> TakeSnapshotAsync(int shard)
    {
        KeyShard taken = _store.Shards[shard];
        if (!await taken.EnterAsync()) return null;
        ChunkBuffer buffer = new();
        (long epoch, long sequence) = (taken.Epoch, taken.LastSequence);
        long began = Stopwatch.GetTimestamp();
        Task durable;
        try
        {
            ShardSnapshot.Write(taken.State, buffer);
            // Asked while the shard is held: turns that are taken back later than this are in the answer.
            durable = _store.Commits.FlushAsync();
        }
        finally
        {
            taken.Exit();
            _store.Timing.Latencies.Add("save-shard", (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        await durable;
        return new ShardImage(shard, epoch, sequence, buffer.Take());
    }
}
