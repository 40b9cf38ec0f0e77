// MEMORY subcommand [arguments …]
//
// The container of the commands about memory.

namespace ActorKv.Core.Commands.Server;

internal static class MemoryCommand
{
    public static CommandSpec Spec { get; } = new("MEMORY")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about memory.",
        Arity = -2,
        Subcommands = [MemoryHelpCommand.Spec, MemoryUsageCommand.Spec],
    };
}
