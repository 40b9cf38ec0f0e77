// What INFO knows beyond the state of things: sums over all key shards and loops, rates, and the greatest memory seen.
//
// Every counter has one writer and lies where it is written; here they are summed when somebody asks, without a lock, so a sum may miss what
// happens at the same moment. CONFIG RESETSTAT cannot set other people's counters to zero: it remembers the sums (Base) and they are taken
// off from then on.

using System.Security.Cryptography;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.Statistics;

internal sealed class ServerStatistics(Store store)
{
    private readonly record struct Sums(long Expired, long Hits, long Misses);

    private Sums _base;

    /// <summary>40 hexadecimal digits, new with every start.</summary>
    public string RunId { get; } = RandomNumberGenerator.GetHexString(40, lowercase: true);

    /// <summary>Bytes in use when the store was made.</summary>
    public long StartupMemory { get; } = GC.GetTotalMemory(forceFullCollection: false);

    public long PeakMemory { get; private set; }

    public Rate Operations { get; } = new();

    public long ExpiredKeys => Sum().Expired - _base.Expired;

    public long Hits => Sum().Hits - _base.Hits;

    public long Misses => Sum().Misses - _base.Misses;

    /// <summary>Looks at what has to be looked at regularly. Called by the heartbeat.</summary>
    public void Sample()
    {
        Operations.Sample(store.Sessions.Commands, store.NowMilliseconds);
        NoteMemory(GC.GetTotalMemory(forceFullCollection: false));
    }

    /// <summary>Takes a figure of memory in use for the peak.</summary>
    public void NoteMemory(long used) => PeakMemory = Math.Max(PeakMemory, used);

    /// <summary>Starts the counters anew: CONFIG RESETSTAT.</summary>
    public void Reset()
    {
        _base = Sum();
        store.Sessions.ResetCounters();
    }

    private Sums Sum()
    {
        long expired = 0, hits = 0, misses = 0;
        foreach (KeyShardState state in store.States)
        {
            expired += state.ExpiredKeys;
            hits += state.Hits;
            misses += state.Misses;
        }
        return new Sums(expired, hits, misses);
    }
}
