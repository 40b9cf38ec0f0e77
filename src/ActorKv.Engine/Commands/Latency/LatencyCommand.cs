// LATENCY subcommand [arguments …]
//
// The container of the commands about what took long.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Latency;

internal static class LatencyCommand
{
    public static CommandSpec Spec { get; } = new("LATENCY")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "Depends on subcommand.",
        Summary = "Commands about what took long.",
        Arity = -2,
        Subcommands = [LatencyDoctorCommand.Spec, LatencyGraphCommand.Spec, LatencyHelpCommand.Spec, LatencyHistogramCommand.Spec, LatencyHistoryCommand.Spec, LatencyLatestCommand.Spec, LatencyResetCommand.Spec],
    };
}
