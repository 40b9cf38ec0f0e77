// INFO commandstats: how often each command was executed, refused and failed, and for how long it ran; commands that nobody asked for are left
// out. The times of quick commands are estimates (Statistics/CallTiming.cs), and of a command that waits only what it works counts.

using System.Globalization;
using ActorKv.Core.Commands;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class CommandStatsSection
{
    public static InfoSection Section { get; } = new("Commandstats", Write) { IsDefault = false };

    private static void Write(InfoWriter text, Store store)
    {
        LoopCounters counted = store.Statistics.Counted();
        foreach (Command command in store.Statistics.Commands)
        {
            LoopCounters.OfCommand of = counted[command.Number];
            if (of.IsZero) continue;
            double perCall = of.Calls > 0 ? of.Microseconds / of.Calls : 0;
            text.Field("cmdstat_" + command.Spec.FullName, string.Create(CultureInfo.InvariantCulture,
                $"calls={of.Calls},usec={(long)of.Microseconds},usec_per_call={perCall:F2},rejected_calls={of.Rejected},failed_calls={of.Failed}"));
        }
    }
}
