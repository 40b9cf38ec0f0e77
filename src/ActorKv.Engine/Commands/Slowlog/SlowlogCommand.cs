// SLOWLOG subcommand [arguments …]
//
// The container of the commands about slow calls.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Slowlog;

internal static class SlowlogCommand
{
    public static CommandSpec Spec { get; } = new("SLOWLOG")
    {
        Group = CommandGroup.Server, Since = "2.2.12", Complexity = "Depends on subcommand.",
        Summary = "Commands about slow calls.",
        Arity = -2,
        Subcommands = [SlowlogGetCommand.Spec, SlowlogHelpCommand.Spec, SlowlogLenCommand.Spec, SlowlogResetCommand.Spec],
    };
}
