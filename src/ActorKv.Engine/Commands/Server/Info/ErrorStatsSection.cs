// INFO errorstats: how many error replies were given, by the code they begin with.

using System.Globalization;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ErrorStatsSection
{
    public static InfoSection Section { get; } = new("Errorstats", Write);

    private static void Write(InfoWriter text, Store store)
    {
        foreach ((string code, long count) in store.Statistics.Counted().ErrorsByCode().OrderBy(error => error.Key, StringComparer.Ordinal))
            if (count > 0) text.Field("errorstat_" + code, string.Create(CultureInfo.InvariantCulture, $"count={count}"));
    }
}
