// The meter "ActorKv": what a store does, for OpenTelemetry and dotnet-counters.
//
// Nothing is counted here: the engine counts as it is, and its figures are read when somebody collects. Only the time of a commit is recorded as
// it happens, by the journal's writer. A named store's figures have the tag `store`.

using System.Diagnostics.Metrics;
using ActorKv.Core.Commands;
using ActorKv.Engine;
using ActorKv.Engine.Statistics;
using ActorKv.Hosting.InProcess;

namespace ActorKv.Hosting.Observation;

internal sealed class StoreMeters : IDisposable
{
    private readonly Meter _meter;
    private readonly Store _store;
    private readonly InProcessKv _kv;
    private readonly KeyValuePair<string, object?>[] _tags;
    private volatile bool _isOver;

    public StoreMeters(MeterSource source, Store store, InProcessKv kv)
    {
        _store = store;
        _kv = kv;
        _tags = source.StoreName.Length == 0 ? [] : [new("store", source.StoreName)];
        _meter = source.Create();

        _meter.CreateObservableCounter("actorkv.commands", Calls, "{command}", "Commands executed, by name.");
        _meter.CreateObservableCounter("actorkv.command.duration", Durations, "s", "Time that commands took, by name; estimated from a sample of the quick ones.");
        _meter.CreateObservableCounter("actorkv.command.errors", Errors, "{command}", "Commands answered with an error, by name.");
        Gauge("actorkv.keys", "{key}", "Keys in all databases.", store.CountKeys);
        Gauge("actorkv.memory", "By", "Memory of keys and values.", () => store.Evictor.UsedMemory);
        Gauge("actorkv.clients", "{client}", "Clients connected by sockets.", () => Math.Max(0, store.Sessions.Count - kv.Lanes));
        Counter("actorkv.keyspace.hits", "{key}", "Keys looked up and found.", () => store.Statistics.Hits);
        Counter("actorkv.keyspace.misses", "{key}", "Keys looked up and not found.", () => store.Statistics.Misses);
        Counter("actorkv.keys.expired", "{key}", "Keys removed because their time had come.", () => store.Statistics.ExpiredKeys);
        Counter("actorkv.keys.evicted", "{key}", "Keys removed because memory was short.", () => store.Statistics.EvictedKeys);
        Counter("actorkv.journal.commits", "{commit}", "Commits to the journal.", () => store.Commits.Commits);
        Gauge("actorkv.journal.size", "By", "Bytes that the journal takes.", () => store.Journal.SizeInBytes);
        Gauge("actorkv.journal.pending", "By", "Bytes that wait for the journal.", () => store.Commits.PendingBytes);

        Histogram<double> commits = _meter.CreateHistogram<double>("actorkv.journal.commit.duration", "s", "Time that a commit to the journal took.");
        Action<TimeSpan, bool>? before = store.Commits.Watcher;
        store.Commits.Watcher = (time, awaited) =>
        {
            before?.Invoke(time, awaited);
            if (commits.Enabled) commits.Record(time.TotalSeconds, _tags);
        };
    }

    /// <summary>The store is closed: there is nothing more to tell.</summary>
    public void Dispose()
    {
        _isOver = true;
        // A meter of the application's factory ends with the factory.
        _meter.Dispose();
    }

    private void Gauge(string name, string unit, string description, Func<long> read) => _meter.CreateObservableUpDownCounter(name, () => One(read), unit, description);

    private void Counter(string name, string unit, string description, Func<long> read) => _meter.CreateObservableCounter(name, () => One(read), unit, description);

    private IEnumerable<Measurement<long>> One(Func<long> read) => _isOver ? [] : [new Measurement<long>(read(), _tags)];

    private IEnumerable<Measurement<long>> Calls() => ByCommand(static of => of.Calls);

    private IEnumerable<Measurement<long>> Errors() => ByCommand(static of => of.Failed + of.Rejected);

    private IEnumerable<Measurement<double>> Durations() => ByCommand(static of => of.Microseconds / 1e6);

    private List<Measurement<T>> ByCommand<T>(Func<LoopCounters.OfCommand, T> read) where T : struct
    {
        List<Measurement<T>> measured = [];
        if (_isOver) return measured;
        LoopCounters sum = _store.Statistics.Counted();
        foreach (Command command in _store.Statistics.Commands)
        {
            if (sum[command.Number].IsZero) continue;
            measured.Add(new(read(sum[command.Number]), [.. _tags, new("command", command.Spec.FullName.ToLowerInvariant())]));
        }
        return measured;
    }
}
