// OBJECT subcommand [arguments …]
//
// The container of the commands that look at how a value is kept. None of them is an access: they leave idle time and frequency alone.

namespace ActorKv.Core.Commands.Generic;

internal static class ObjectCommand
{
    public static CommandSpec Spec { get; } = new("OBJECT")
    {
        Group = CommandGroup.Generic, Since = "2.2.3", Complexity = "Depends on subcommand.",
        Summary = "Commands that look at how values are kept.",
        Arity = -2,
        Subcommands =
        [
            ObjectEncodingCommand.Spec, ObjectFreqCommand.Spec, ObjectHelpCommand.Spec, ObjectIdleTimeCommand.Spec,
            ObjectRefCountCommand.Spec,
        ],
    };
}
