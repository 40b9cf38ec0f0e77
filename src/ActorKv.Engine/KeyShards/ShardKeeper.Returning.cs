// How key shards return to what the journal holds: turns that the journal refused are taken back, and a shard in which a bug struck is built anew.
//
// Both read from the database, which may fail too. Then nobody knows the state of the shard any more, and the node gives all it has up: it may
// have it back when it can read again.

using ActorKv.Engine.Commits;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.KeyShards;

internal sealed partial class ShardKeeper
{
    /// <summary>Takes a failed run of turns back: drops it, and reloads the shards that it changed. On the writer's thread.</summary>
    public async ValueTask TakeBackAsync(FailedRun run)
    {
        KeyShard[] held = await _store.EnterAllAsync();
        _store.Commits.DropPending(run);
        KeyShard[] changed = [.. held.Where(shard => shard.LastLsn >= run.First)];
        foreach (KeyShard shard in changed) shard.LastLsn = run.First - 1;
        bool isWhole = await TryReloadAsync(changed);
        _store.Log.LogWarning("Turns from {First} on were taken back, {Shards} key shards return to what the journal holds", run.First, changed.Length);
        foreach (KeyShard shard in held)
        {
            if (isWhole) shard.Exit();
            else PutAway(shard);
        }
    }

    /// <summary>Rebuilds a shard, which the caller holds. False when that is not possible: then it has been put away, and must not be left.</summary>
    public async Task<bool> RestartAsync(KeyShard shard)
    {
        try
        {
            await _store.Commits.FlushAsync();
        }
        catch (JournalException failure)
        {
            _store.Log.LogWarning("The journal fails while key shard {Shard} restarts: {Reason}", shard.Index, failure.Message);
        }
        catch (JournalFencedException)
        {
            PutAway(shard);
            return false;
        }
        if (await TryReloadAsync([shard])) return true;
        PutAway(shard);
        return false;
    }

    private async Task<bool> TryReloadAsync(KeyShard[] shards)
    {
        try
        {
            LoadedShard[] loaded = await Task.WhenAll(shards.Select(shard => _load(shard.Index, shard.Epoch)));
            for (int i = 0; i < shards.Length; i++) TakeOver(shards[i], loaded[i]);
            return true;
        }
        catch (Exception failure) when (failure is JournalException or JournalFencedException)
        {
            TellFenced(new JournalFencedException($"key shards cannot be read back: {failure.Message}", outcomeUnknown: false, failure));
            return false;
        }
    }
}
