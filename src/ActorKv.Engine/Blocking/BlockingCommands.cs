// Who waits for which key, and how they are woken.
//
// A turn that created a key while somebody waits on its shard reports it (KeyTurn.Ready). Before the turn's shards are left, those who wait
// for a key of that type are tried in the order in which they came: so nobody can come between a push and the session that has waited for it.
// Elements of a list go to one session each, and when the key is used up the others stay asleep; entries of a stream go to everybody who reads.
// A waiter that needs more shards than the turn holds (BLMOVE into another shard) is handed back to be attempted in a turn of its own, right
// after; nobody behind it is served before.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Blocking;

internal sealed class BlockingCommands(Store store)
{
    private int _count;

    /// <summary>Number of sessions that wait for keys here, those of other nodes' clients too.</summary>
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

    /// <summary>Takes a command that is over out of the lists, shard by shard, when they are free. It may have ended just when it was its turn:
    /// those behind it are tried then.</summary>
    public void RemoveLater(BlockedCommand command)
    {
        Interlocked.Decrement(ref _count);
        _ = RemoveAsync(command);
    }

    /// <summary>A key shard goes elsewhere: who waits for its keys executes its command anew. The caller holds it.</summary>
    public void MoveAll(KeyShard shard)
    {
        foreach (BlockedCommand command in shard.Waiters.TakeAll())
            if (command.TryMove()) Interlocked.Decrement(ref _count);
        shard.State.WaitedKeys = 0;
    }

    /// <summary>Serves those who wait for the keys. The caller holds <paramref name="held"/>; returns who needs more than that.</summary>
    public List<BlockedCommand>? Serve(List<ReadyKey> ready, ReadOnlySpan<int> held)
    {
        List<BlockedCommand>? later = null;
        Queue<ReadyKey> queue = new(ready);
        while (queue.TryDequeue(out ReadyKey key))
        {
            KeyShard shard = store.Shards[key.Shard];
            foreach (BlockedCommand waiting in shard.Waiters.Of(key.Database, key.Key))
            {
                if (!waiting.Wants(TypeOf(shard, in key))) continue;
                if (!Within(waiting.Shards, held))
                {
                    (later ??= []).Add(waiting);
                    if (waiting.Takes) break;
                    continue;
                }
                if (!waiting.TryServeHeld(this, out List<ReadyKey>? made)) continue;
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
                if (!await shard.EnterAsync()) continue;
                RemoveFrom(shard, key, command);
                List<BlockedCommand>? later = Serve([new ReadyKey(shard.Index, command.Database, key)], [shard.Index]);
                shard.Exit();
                foreach (BlockedCommand waiting in later ?? []) waiting.Attempt();
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

    private static DataType? TypeOf(KeyShard shard, in ReadyKey key) =>
        shard.State.Existing(key.Database) is { Count: > 0 } space && space.Find(key.Key, space.HashOf(key.Key)) is >= 0 and int index
            ? Keyspace.TypeOf(ref space[index])
            : null;

    private static bool Within(int[] shards, ReadOnlySpan<int> held)
    {
        foreach (int shard in shards)
            if (held.BinarySearch(shard) < 0) return false;
        return true;
    }
}
