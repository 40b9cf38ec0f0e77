// FUNCTION subcommand [arguments …]
//
// The container of the commands about libraries of functions.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Scripting;

internal static class FunctionCommand
{
    public static CommandSpec Spec { get; } = new("FUNCTION")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about libraries of functions.",
        Arity = -2,
        Subcommands =
        [
            FunctionDeleteCommand.Spec, FunctionDumpCommand.Spec, FunctionFlushCommand.Spec, FunctionHelpCommand.Spec, FunctionKillCommand.Spec,
            FunctionListCommand.Spec, FunctionLoadCommand.Spec, FunctionRestoreCommand.Spec, FunctionStatsCommand.Spec,
        ],
    };
}
