// MEMORY subcommand [arguments …]
//
// The container of the commands about memory. Those that are about the server's memory and not a key's join it in the engine.

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
