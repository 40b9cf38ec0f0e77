// INFO latencystats: percentiles of how long the calls of each command took, in microseconds; which ones, latency-tracking-info-percentiles says.
// Those of quick commands come from samples (Statistics/CallTiming.cs).

using System.Globalization;
using ActorKv.Core.Commands;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class LatencyStatsSection
{
    public static InfoSection Section { get; } = new("Latencystats", Write) { IsDefault = false };

    private static void Write(InfoWriter text, Store store)
    {
        if (!store.Options.LatencyTracking) return;
        LoopCounters counted = store.Statistics.Counted();
        foreach (Command command in store.Statistics.Commands)
        {
            if (counted.Histogram(command.Number) is not { Total: > 0 } histogram) continue;
            text.Field("latency_percentiles_usec_" + command.Spec.FullName, string.Join(',', store.Options.LatencyTrackingInfoPercentiles.Select(percent =>
                string.Create(CultureInfo.InvariantCulture, $"p{percent}={histogram.Percentile(percent) / 1000.0:F3}"))));
        }
    }
}
