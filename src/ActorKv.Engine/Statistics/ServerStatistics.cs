// What INFO knows beyond the state of things: sums over all key shards and loops, rates, and the greatest memory seen.
//
// Every counter has one writer and lies where it is written; here they are summed when somebody asks, without a lock, so a sum may miss what
// happens at the same moment. CONFIG RESETSTAT cannot set other threads' counters to zero: it remembers the sums, and they are taken off from
// then on.

using System.Security.Cryptography;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.Statistics;

internal sealed class ServerStatistics
{
    private readonly record struct Lookups(long Expired, long Evicted, long Hits, long Misses);

    private readonly Store _store;
    private readonly Lock _lock = new();
    private readonly LoopCounters _gone;
    private LoopCounters[] _counters = [];
    private LoopCounters _countersBefore;
    private Lookups _lookupsBefore;
    private long _snapshotsSent;

    public ServerStatistics(Store store)
    {
        _store = store;
        Commands = store.Commands.NumberAll();
        _gone = new LoopCounters(Commands.Count);
        _countersBefore = new LoopCounters(Commands.Count);
    }

    /// <summary>All commands and subcommands by their numbers.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>40 hexadecimal digits, new with every start.</summary>
    public string RunId { get; } = NewId();

    /// <summary>The same for replicas, until DEBUG CHANGE-REPL-ID.</summary>
    public string ReplicationId { get; private set; } = NewId();

    /// <summary>Bytes in use when the store was made.</summary>
    public long StartupMemory { get; } = GC.GetTotalMemory(forceFullCollection: false);

    public long PeakMemory { get; private set; }

    /// <summary>Snapshots that were asked for by SYNC or PSYNC.</summary>
    public long SnapshotsSent => Volatile.Read(ref _snapshotsSent);

    public Rate Operations { get; } = new();

    /// <summary>Bytes received and sent.</summary>
    public Rate Input { get; } = new();

    public Rate Output { get; } = new();

    public long ExpiredKeys => CountLookups().Expired - _lookupsBefore.Expired;

    public long EvictedKeys => CountLookups().Evicted - _lookupsBefore.Evicted;

    public long Hits => CountLookups().Hits - _lookupsBefore.Hits;

    public long Misses => CountLookups().Misses - _lookupsBefore.Misses;

    /// <summary>Counters for somebody who counts on one thread at a time.</summary>
    public LoopCounters NewCounters()
    {
        LoopCounters counters = new(Commands.Count);
        lock (_lock) _counters = [.. _counters, counters];
        return counters;
    }

    /// <summary>Keeps what the counters say, and lets them go.</summary>
    public void Retire(LoopCounters counters)
    {
        lock (_lock)
        {
            if (!_counters.Contains(counters)) return;
            _counters = [.. _counters.Where(other => other != counters)];
            _gone.Add(counters, times: 1);
        }
    }

    /// <summary>The sum of all counters.</summary>
    public LoopCounters Counted()
    {
        lock (_lock)
        {
            LoopCounters sum = CountAll();
            sum.Add(_countersBefore, times: -1);
            return sum;
        }
    }

    /// <summary>Looks at what has to be looked at regularly. Called by the heartbeat.</summary>
    public void Sample()
    {
        long bytesIn = 0, bytesOut = 0, now = _store.NowMilliseconds;
        foreach (LoopCounters counters in Volatile.Read(ref _counters))
        {
            bytesIn += counters.BytesIn;
            bytesOut += counters.BytesOut;
        }
        Operations.Sample(_store.Sessions.Commands, now);
        Input.Sample(bytesIn, now);
        Output.Sample(bytesOut, now);
        NoteMemory(_store.Evictor.UsedMemory);
    }

    /// <summary>Takes a figure of memory in use for the peak.</summary>
    public void NoteMemory(long used) => PeakMemory = Math.Max(PeakMemory, used);

    public void CountSnapshotSent() => Interlocked.Increment(ref _snapshotsSent);

    /// <summary>Takes another replication id.</summary>
    public void ChangeReplicationId() => ReplicationId = NewId();

    /// <summary>Starts the counters anew: CONFIG RESETSTAT.</summary>
    public void Reset()
    {
        lock (_lock) _countersBefore = CountAll();
        _lookupsBefore = CountLookups();
        Volatile.Write(ref _snapshotsSent, 0);
        _store.Sessions.ResetCounters();
        _store.Access.Log.ResetCounts();
        _store.ClientEviction.ResetCounter();
    }

    private static string NewId() => RandomNumberGenerator.GetHexString(40, lowercase: true);

    private LoopCounters CountAll()
    {
        LoopCounters sum = new(Commands.Count);
        sum.Add(_gone, times: 1);
        foreach (LoopCounters counters in _counters) sum.Add(counters, times: 1);
        return sum;
    }

    private Lookups CountLookups()
    {
        long expired = 0, evicted = 0, hits = 0, misses = 0;
        foreach (KeyShardState state in _store.States)
        {
            expired += state.ExpiredKeys;
            evicted += state.EvictedKeys;
            hits += state.Hits;
            misses += state.Misses;
        }
        return new Lookups(expired, evicted, hits, misses);
    }
}
