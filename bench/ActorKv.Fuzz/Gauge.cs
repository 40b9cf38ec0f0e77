// Time and memory of one payload, and the most of both so far.
//
// The bound on memory is what the densest honest payload needs: LZF makes 88 bytes of one, two bytes of a listpack are an element, and an
// element of a table takes some 50 bytes. The garbage collector may stop us for longer than any payload takes, so time is bounded widely.

using System.Diagnostics;
using System.Globalization;

namespace ActorKv.Fuzz;

internal sealed class Gauge
{
    private const long Allowance = 4 * 1024 * 1024, PerByte = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private long _bytes, _ticks;

    public long MostBytes { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public void Begin()
    {
        _bytes = GC.GetAllocatedBytesForCurrentThread();
        _ticks = Stopwatch.GetTimestamp();
    }

    public void End(ReadOnlySpan<byte> payload)
    {
        TimeSpan time = Stopwatch.GetElapsedTime(_ticks);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - _bytes;
        if (bytes > MostBytes) MostBytes = bytes;
        if (time > Slowest) Slowest = time;
        if (bytes > Allowance + PerByte * payload.Length) throw new FuzzException(string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes for {payload.Length}"), payload);
        if (time > Patience) throw new FuzzException(string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} seconds"), payload);
    }
}
