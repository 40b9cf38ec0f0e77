// XGROUP subcommand [arguments …]
//
// The container of the commands that make and change consumer groups.

namespace ActorKv.Core.Commands.Streams;

internal static class XGroupCommand
{
    public static CommandSpec Spec { get; } = new("XGROUP")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands that make and change consumer groups.",
        Arity = -2,
        Subcommands =
        [
            XGroupCreateCommand.Spec, XGroupCreateConsumerCommand.Spec, XGroupDelConsumerCommand.Spec, XGroupDestroyCommand.Spec,
            XGroupHelpCommand.Spec, XGroupSetIdCommand.Spec,
        ],
    };
}
