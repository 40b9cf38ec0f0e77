// Who waits for which key, and how they are woken.
//
// A turn that created a key while somebody waits on its shard reports it (KeyTurn.Ready). Before the turn's shards are left, those who wait
// for the key are tried in the order in which they came, until the key is used up: so nobody can come between a push and the session
// that has waited for it. A waiter that needs more shards than the turn holds (BLMOVE into another shard) is handed back to be attempted in a
// turn of its own, right after.

using ActorKv.Core.Turns;
using ActorKv.Engine.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Blocking;

internal sealed class BlockingCommands(Store store)
{
    private int _count;

    /// <summary>Number of sessions that wait, for INFO.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Enters a command into the lists of its keys. The caller holds its shards.</summary>
    public void Add(BlockedCommand command)
    {
        foreach (byte[] key in command.Keys)
        {
            KeyShard shard = store.ShardOf(key);
            shard.Waiters.Add(command.Database, key, command);
            shard.State.WaitedKeys = shard.Waiters.Count;
        }
        Interlocked.Increment(ref _count);
        command.StartTimer(store.Time);
    }

    /// <summary>Takes a command out of the lists. The caller holds its shards.</summary>
    public void Remove(BlockedCommand command)
    {
        foreach (byte[] key in command.Keys) RemoveFrom(store.ShardOf(key), key, command);
        Interlocked.Decrement(ref _count);
    }

    /// <summary>Takes a command that is over out of the lists, shard by shard, when they are free.</summary>
    public void RemoveLater(BlockedCommand command)
    {
        Interlocked.Decrement(ref _count);
        _ = RemoveAsync(command);
    }

    /// <summary>Serves those who wait for the keys. The caller holds <paramref name="held"/>; returns who needs more than that.</summary>
    public List<BlockedCommand>? Serve(List<ReadyKey> ready, ReadOnlySpan<int> held)
    {
        List<BlockedCommand>? later = null;
        Queue<ReadyKey> queue = new(ready);
        while (queue.TryDequeue(out ReadyKey key))
        {
            KeyShard shard = store.Shards[key.Shard];
            while (Exists(shard, key) && shard.Waiters.TryPeek(key.Database, key.Key, out BlockedCommand? first))
            {
                if (!Within(first.Shards, held))
                {
                    (later ??= []).Add(first);
                    break;
                }
                if (!first.TryServeHeld(this, out List<ReadyKey>? made)) break;
                foreach (ReadyKey more in made ?? []) queue.Enqueue(more);
            }
        }
        return later;
    }

    private async Task RemoveAsync(BlockedCommand command)
    {
        try
        {
            foreach (byte[] key in command.Keys)
            {
                KeyShard shard = store.ShardOf(key);
                await shard.EnterAsync();
                RemoveFrom(shard, key, command);
                shard.Exit();
            }
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            store.Log.LogError(bug, "A blocked command could not be taken out of its lists");
        }
    }

    private static void RemoveFrom(KeyShard shard, byte[] key, BlockedCommand command)
    {
        shard.Waiters.Remove(command.Database, key, command);
        shard.State.WaitedKeys = shard.Waiters.Count;
    }

    private static bool Exists(KeyShard shard, in ReadyKey key) =>
        shard.State.Existing(key.Database) is { Count: > 0 } space && space.Find(key.Key, space.HashOf(key.Key)) >= 0;

    private static bool Within(int[] shards, ReadOnlySpan<int> held)
    {
        foreach (int shard in shards)
            if (held.BinarySearch(shard) < 0) return false;
        return true;
    }
}
