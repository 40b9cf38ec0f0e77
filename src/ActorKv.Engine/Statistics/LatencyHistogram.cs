// How long the calls of one command took: counts in buckets that grow with what they hold.
//
//   nanoseconds   32 … 63 | 64 … 127 | 128 … 255 | …        each octave is cut into 32 equal buckets, so a bucket is at most 3 % wide
//   bucket         0 … 31 | 32 … 63  |  64 … 95  | …        shorter calls count in the first, calls of more than 17 s in the last
//
// 960 counters of 8 bytes; adding is a shift and an increment. Redis' HdrHistogram is four times as fine and takes 40 KB a command. The bounds that
// LATENCY HISTOGRAM shows, and that percentiles come out as, are the upper ends of buckets of that histogram, since people and dashboards know them.
// One writer; who reads beside it may miss the call of the moment.

using System.Numerics;

namespace ActorKv.Engine.Statistics;

internal sealed class LatencyHistogram
{
    private const int SubBits = 5, Sub = 1 << SubBits, Octaves = 30;

    private readonly long[] _counts = new long[Octaves * Sub];

    /// <summary>Calls counted.</summary>
    public long Total { get; private set; }

    /// <summary>Counts a call.</summary>
    /// <param name="nanoseconds">How long it took.</param>
    /// <param name="times">How many calls it stands for.</param>
    public void Add(long nanoseconds, int times = 1)
    {
        _counts[BucketOf(nanoseconds)] += times;
        Total += times;
    }

    /// <summary>Adds what another has counted, once, or -1 times to take it off.</summary>
    public void Add(LatencyHistogram other, int times)
    {
        long total = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] += times * other._counts[i];
            total += _counts[i];
        }
        Total = total;
    }

    /// <summary>The time, in nanoseconds, that this percentage of the calls did not exceed; 0 when there are none.</summary>
    public long Percentile(double percent)
    {
        long wanted = Math.Max(1, (long)(Math.Min(percent, 100) / 100 * Total + 0.5)), seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted) return Fine(LowerEnd(i));
        }
        return 0;
    }

    /// <summary>Microseconds and the number of calls that took no longer, for each power of two at which the number grows.</summary>
    public List<(long Microseconds, long Calls)> Cumulative()
    {
        List<(long, long)> levels = [];
        long seen = 0;
        int bucket = 0;
        for (long level = 1024; seen < Total && bucket < _counts.Length; level *= 2)
        {
            long before = seen;
            for (int end = BucketOf(level); bucket <= end; bucket++) seen += _counts[bucket];
            if (seen > before) levels.Add((Fine(level) / 1000, seen));
        }
        return levels;
    }

    private static int BucketOf(long nanoseconds)
    {
        if (nanoseconds < Sub) return 0;
        int octave = BitOperations.Log2((ulong)nanoseconds) - SubBits;
        return octave >= Octaves ? Octaves * Sub - 1 : octave * Sub + (int)(nanoseconds >> octave) - Sub;
    }

    private static long LowerEnd(int bucket) => (long)(Sub + bucket % Sub) << (bucket / Sub);

    // The greatest number that a histogram of two significant digits, 128 buckets an octave, does not tell from this one.
    private static long Fine(long nanoseconds) => nanoseconds | ((1L << Math.Max(0, BitOperations.Log2((ulong)nanoseconds) - 7)) - 1);
}
