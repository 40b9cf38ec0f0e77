// A bug inside a turn costs that turn, not the server.
//
// The command may have changed half of what it meant to change. So the key shards that its turn held are not left: they stay closed, whoever
// wants them waits in their mailboxes, until their state has been rebuilt from what was durable before the turn. All other shards go on.
// Without a journal there is nothing to rebuild from; then the shards go on as they are, and the log says so. A key shard whose effects its
// host keeps (IShardLog) is the host's to rebuild.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.KeyShards;

internal sealed class Supervision(Store store)
{
    private long _restarts;

    /// <summary>Key shards restarted since the start, for INFO.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>True for everything but what no program can go on from.</summary>
    public static bool IsBug(Exception exception) => exception is not (StackOverflowException or AccessViolationException);

    public void Report(CommandSpec command, Exception bug) =>
        store.Log.LogError(bug, "A bug in {Command}: the key shards of its turn restart from the journal", command.FullName);

    /// <summary>Rebuilds key shards that the caller holds, and leaves them when they are whole.</summary>
    public void Restart(ReadOnlySpan<int> held)
    {
        if (held.Length > 0 && store.Shards[held[0]].Log is { } log)
        {
            Interlocked.Increment(ref _restarts);
            log.OnBug();
            return;
        }
        int[] shards = held.ToArray();
        _ = RestartAsync(shards);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails here leaves shards closed; it must be told, and there is nobody to tell it to but the log.")]
    private async Task RestartAsync(int[] shards)
    {
        await Task.Yield();
        try
        {
            if (!store.IsJournalling)
            {
                store.Log.LogError("Key shards {Shards} cannot restart without a journal and go on as they are", shards);
            }
            else if (store.Keeper is { } keeper)
            {
                await RestartInClusterAsync(keeper, shards);
                return;
            }
            else
            {
                await WaitUntilDurableAsync();
                new StoreRecovery(store).Reload(shards);
                Interlocked.Add(ref _restarts, shards.Length);
                store.Log.LogWarning("Key shards {Shards} restarted from the journal", shards);
            }
        }
        catch (Exception failure)
        {
            store.Log.LogCritical(failure, "Key shards {Shards} could not restart; the store stops, because their state is not known", shards);
            store.RequestShutdown(save: false);
            return;
        }
        for (int i = shards.Length - 1; i >= 0; i--) store.Shards[shards[i]].Exit();
    }

    private async Task RestartInClusterAsync(ShardKeeper keeper, int[] shards)
    {
        foreach (int index in shards)
        {
            if (!await keeper.RestartAsync(store.Shards[index])) continue;
            Interlocked.Increment(ref _restarts);
            store.Log.LogWarning("Key shard {Shard} restarted from the journal", index);
            store.Shards[index].Exit();
        }
    }

    // If the journal fails just now, what is not durable is taken back as soon as these shards are left: then what is durable is the truth.
    private async Task WaitUntilDurableAsync()
    {
        try
        {
            await store.Commits.FlushAsync();
        }
        catch (JournalException failure)
        {
            store.Log.LogWarning("The journal fails while key shards restart: {Reason}", failure.Message);
        }
    }
}
