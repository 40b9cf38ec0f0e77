// What happens without anybody asking, hz times a second: keys and hash fields whose time has come are removed, keys are evicted while
// memory is short, tables that have emptied give memory back, saves that are due begin, and rates are measured.
//
// Where the host keeps each key shard by itself, it sweeps and saves each by itself, too; the rest is done here.

using System.Diagnostics;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine;

internal sealed class Heartbeat(Store store) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private ExpirySweep? _sweep;
    private Task _beating = Task.CompletedTask;
    private int _compacted;

    /// <summary>True while nothing is to happen by itself: DEBUG PAUSE-CRON.</summary>
    public bool IsPaused { get; set; }

    public void Start()
    {
        _sweep = new ExpirySweep(store);
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>Sweeps every shard that is free, once. Also called by tests, which have no clock that ticks.</summary>
    public void Sweep()
    {
        long now = store.NowMilliseconds;
        foreach (KeyShard shard in store.Shards) _sweep!.Sweep(shard, now);
        store.Commits.Kick();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        _stop.Dispose();
    }

    private TimeSpan Period => TimeSpan.FromSeconds(1.0 / store.Options.Hz);

    private async Task BeatAsync()
    {
        using PeriodicTimer timer = new(Period, store.Time);
        store.Parameters.OnChange("hz", () => timer.Period = Period);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                if (IsPaused) continue;
                if (store is { ActiveExpire: true, IsKeptByShards: false, WritesRefused: null }) Watched("expire-cycle", Sweep);
                store.ClientEviction.Check();
                if (store.Evictor.IsLimited && store.WritesRefused is null) Watched("eviction-cycle", () => store.Evictor.MakeRoom());
                CompactNext();
                store.Keeper?.RefuseOverdue();
                if (!store.IsKeptByShards) store.Saves.BeginDue();
                store.Statistics.Sample();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug) when (Supervision.IsBug(bug))
            {
                store.Log.LogError(bug, "The heartbeat missed a beat");
            }
        }
    }

    private void Watched(string name, Action step)
    {
        long began = Stopwatch.GetTimestamp();
        step();
        store.Timing.Latencies.Add(name, (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    // One shard a beat: tables shrink within half a minute of emptying, and no beat takes long.
    private void CompactNext()
    {
        KeyShard shard = store.Shards[_compacted++ % store.Shards.Length];
        if (!shard.TryEnter()) return;
        for (int database = 0; database < shard.State.Databases; database++) shard.State.Existing(database)?.Compact();
        shard.Exit();
    }
}
