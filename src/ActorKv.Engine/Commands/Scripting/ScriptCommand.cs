// SCRIPT subcommand [arguments …]
//
// The container of the commands about the scripts that EVALSHA finds.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Scripting;

internal static class ScriptCommand
{
    public static CommandSpec Spec { get; } = new("SCRIPT")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about the scripts that are kept.",
        Arity = -2,
        Subcommands =
        [
            ScriptDebugCommand.Spec, ScriptExistsCommand.Spec, ScriptFlushCommand.Spec, ScriptHelpCommand.Spec, ScriptKillCommand.Spec, ScriptLoadCommand.Spec,
        ],
    };
}
