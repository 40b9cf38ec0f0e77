// Events that took longer than latency-monitor-threshold milliseconds, for LATENCY: a class of events has the samples of its last 160 seconds in
// which there were any, the worst of each second.
//
//   command, fast-command    a call
//   expire-cycle             a sweep of expired keys       eviction-cycle     a round of eviction
//   aof-fsync-always         a commit of the journal that replies wait for (aof-write otherwise)
//   save-shard               a key shard that was held while a save serialised it; Redis has no such event, it forks
//
// Any thread may add: there is a lock, taken only when an event is slow.

using System.Runtime.InteropServices;

namespace ActorKv.Engine.Statistics;

/// <summary>The worst event of a second.</summary>
internal readonly record struct LatencySample(long Time, long Milliseconds);

/// <summary>A class of events.</summary>
/// <param name="Samples">Oldest first.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Worst">The worst sample since the class was reset, in milliseconds.</param>
internal sealed record LatencyEvent(string Name, LatencySample[] Samples, long Worst);

internal sealed class LatencyMonitor(Store store)
{
    private const int Kept = 160;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Series> _events = new(StringComparer.Ordinal);

    private sealed class Series
    {
        public List<LatencySample> Samples { get; } = [];

        public long Worst { get; set; }
    }

    /// <summary>All classes that have samples.</summary>
    public List<LatencyEvent> Events
    {
        get
        {
            lock (_lock) return [.. _events.Select(named => new LatencyEvent(named.Key, [.. named.Value.Samples], named.Value.Worst))];
        }
    }

    public bool IsOn => store.Options.LatencyMonitorThreshold > 0;

    public LatencyEvent? Find(string name)
    {
        lock (_lock) return _events.TryGetValue(name, out Series? series) ? new LatencyEvent(name, [.. series.Samples], series.Worst) : null;
    }

    /// <summary>Notes an event if it was slow.</summary>
    public void Add(string name, long milliseconds)
    {
        long threshold = store.Options.LatencyMonitorThreshold;
        if (threshold <= 0 || milliseconds < threshold) return;
        LatencySample sample = new(store.NowMilliseconds / 1000, milliseconds);
        lock (_lock)
        {
            if (!_events.TryGetValue(name, out Series? series)) _events.Add(name, series = new Series());
            series.Worst = Math.Max(series.Worst, milliseconds);
            Span<LatencySample> known = CollectionsMarshal.AsSpan(series.Samples);
            if (known.Length > 0 && known[^1].Time == sample.Time)
            {
                if (known[^1].Milliseconds < milliseconds) known[^1] = sample;
                return;
            }
            if (known.Length == Kept) series.Samples.RemoveAt(0);
            series.Samples.Add(sample);
        }
    }

    /// <summary>Forgets a class; false when there was none.</summary>
    public bool Reset(string name)
    {
        lock (_lock) return _events.Remove(name);
    }

    /// <summary>Forgets all classes, and says how many there were.</summary>
    public int ResetAll()
    {
        lock (_lock)
        {
            int count = _events.Count;
            _events.Clear();
            return count;
        }
    }
}
