// The text of LATENCY DOCTOR: what was slow how often, and for each class of events what one can do about it here. Words of our own: what costs
// time differs from Redis, which forks, and waits for its disk on the thread that serves clients.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Latency;

internal static class LatencyReport
{
    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["command"] = "SLOWLOG GET shows which calls took long. Commands over many elements hold their key shards: ask for fewer at a time (SCAN, ranges, COUNT).",
        ["fast-command"] = "Commands that do little were slow: look for a machine short of processors or memory, and for long collections (gc_pause_perc in INFO memory).",
        ["expire-cycle"] = "Many keys expire at the same time: spread their expiries.",
        ["eviction-cycle"] = "Memory is short: raise maxmemory, or store less.",
        ["aof-fsync-always"] = "The disk takes long to sync, and replies wait for it: use a faster one, or appendfsync everysec if some loss is bearable.",
        ["aof-write"] = "The disk takes long to write: use a faster one.",
        ["save-shard"] = "A key shard was held while it was saved: its data is large. More key shards make each smaller (key-shards, for a new data directory).",
    };

    public static string Write(LatencyMonitor latencies, ServerOptions options)
    {
        if (!latencies.IsOn) return "Nothing is watched. CONFIG SET latency-monitor-threshold <milliseconds> begins to watch for events that take so long.\n";
        List<LatencyEvent> events = latencies.Events;
        if (events.Count == 0) return string.Create(CultureInfo.InvariantCulture, $"No event has taken {options.LatencyMonitorThreshold} ms since this is watched.\n");
        StringBuilder text = new("Events that took long:\n\n");
        for (int i = 0; i < events.Count; i++) Describe(text, i + 1, events[i]);
        text.Append("\nWhat may help:\n\n");
        foreach (LatencyEvent latency in events)
            if (Advice.TryGetValue(latency.Name, out string? advice)) text.Append("- ").Append(latency.Name).Append(": ").Append(advice).Append('\n');
        long slow = options.SlowLogSlowerThan;
        if (slow < 0 || slow > options.LatencyMonitorThreshold * 1000)
            text.Append(CultureInfo.InvariantCulture, $"- The slow log does not keep all calls that count here: CONFIG SET slowlog-log-slower-than {options.LatencyMonitorThreshold * 1000}.\n");
        return text.ToString();
    }

    private static void Describe(StringBuilder text, int number, LatencyEvent latency)
    {
        double mean = latency.Samples.Average(sample => sample.Milliseconds), deviation = latency.Samples.Average(sample => Math.Abs(sample.Milliseconds - mean));
        text.Append(CultureInfo.InvariantCulture,
            $"{number}. {latency.Name}: in {latency.Samples.Length} seconds, {mean:F0} ms on average (mean deviation {deviation:F0} ms), {latency.Worst} ms at worst.\n");
    }
}
