// XINFO subcommand [arguments …]
//
// The container of the commands that tell about streams, their groups and consumers.

namespace ActorKv.Core.Commands.Streams;

internal static class XInfoCommand
{
    public static CommandSpec Spec { get; } = new("XINFO")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands that tell about streams and their consumer groups.",
        Arity = -2,
        Subcommands = [XInfoConsumersCommand.Spec, XInfoGroupsCommand.Spec, XInfoHelpCommand.Spec, XInfoStreamCommand.Spec],
    };
}
