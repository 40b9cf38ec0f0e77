// What happens without anybody asking, hz times a second: keys and hash fields whose time has come are removed, keys are evicted while
// memory is short, tables that have emptied give memory back, saves that are due begin, and rates are measured.
//
// The sweep never waits for a key shard: one that is busy is swept the next time. It looks at a bounded number of expiries a shard and
// goes on with a shard while more than a tenth of them were due, as Redis does: active-expire-effort makes
// it look at more and leave fewer. Every removal is a logged effect like any other.

using System.Diagnostics;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine;

internal sealed class Heartbeat(Store store) : IAsyncDisposable
{
    private const int Examined = 200, Rounds = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<int> _expired = [];
    private HostTurn? _turn;
    private Task _beating = Task.CompletedTask;
    private int _compacted;

    /// <summary>True while nothing is to happen by itself: DEBUG PAUSE-CRON.</summary>
    public bool IsPaused { get; set; }

    public void Start()
    {
        _turn = new HostTurn(store);
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>Sweeps every shard that is free, once. Also called by tests, which have no clock that ticks.</summary>
    public void Sweep()
    {
        long now = store.NowMilliseconds;
        foreach (KeyShard shard in store.Shards)
        {
            if (!HasExpiries(shard.State) || !_turn!.TryBegin(shard)) continue;
            RemoveExpired(shard.State, now);
            _turn.End();
        }
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
                if (store.ActiveExpire && store.WritesRefused is null) Watched("expire-cycle", Sweep);
                store.ClientEviction.Check();
                if (store.Evictor.IsLimited && store.WritesRefused is null) Watched("eviction-cycle", () => store.Evictor.MakeRoom());
                CompactNext();
                store.Saves.BeginDue();
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

    private void RemoveExpired(KeyShardState state, long now)
    {
        int effort = store.Options.ActiveExpireEffort - 1, examined = Examined + effort * (Examined / 4), rounds = Rounds + effort * (Rounds / 4), few = examined * (10 - effort) / 100;
        for (int database = 0; database < state.Databases; database++)
        {
            if (state.Existing(database) is not { } space) continue;
            for (int round = 0; round < rounds && space.ExpiryCount > 0; round++)
            {
                _expired.Clear();
                space.CollectExpired(now, examined, _expired);
                foreach (int entry in _expired) _turn!.Turn.Expire(state, database, entry);
                if (_expired.Count <= few) break;
            }
            for (int round = 0; round < rounds && space.FieldExpiryCount > 0; round++)
            {
                _expired.Clear();
                space.CollectFieldsExpired(now, examined, _expired);
                foreach (int entry in _expired) _turn!.Turn.ExpireFields(state, database, entry);
                if (_expired.Count <= few) break;
            }
        }
    }

    // One shard a beat: tables shrink within half a minute of emptying, and no beat takes long.
    private void CompactNext()
    {
        KeyShard shard = store.Shards[_compacted++ % store.Shards.Length];
        if (!shard.TryEnter()) return;
        for (int database = 0; database < shard.State.Databases; database++) shard.State.Existing(database)?.Compact();
        shard.Exit();
    }

    private static bool HasExpiries(KeyShardState state)
    {
        for (int database = 0; database < state.Databases; database++)
            if (state.Existing(database) is { } space && space.ExpiryCount + space.FieldExpiryCount > 0) return true;
        return false;
    }
}
