using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Latency;

/// <summary>LATENCY and its subcommands.</summary>
internal static class LatencyCommands
{
    public static CommandTable AddLatency(this CommandTable table) => table
        .Add(new Command(LatencyCommand.Spec))
        .AddSessionTo<LatencyDoctorCommand>("LATENCY")
        .AddSessionTo<LatencyGraphCommand>("LATENCY")
        .AddSessionTo<LatencyHelpCommand>("LATENCY")
        .AddSessionTo<LatencyHistogramCommand>("LATENCY")
        .AddSessionTo<LatencyHistoryCommand>("LATENCY")
        .AddSessionTo<LatencyLatestCommand>("LATENCY")
        .AddSessionTo<LatencyResetCommand>("LATENCY");
}
