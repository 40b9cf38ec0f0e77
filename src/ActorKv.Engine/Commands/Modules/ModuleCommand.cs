// MODULE subcommand [arguments …]
//
// The container of the commands about modules. There are none, and none can be loaded: the refusal is that of a Redis whose configuration does
// not allow it, which is Redis' default.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Modules;

internal static class ModuleCommand
{
    public static CommandSpec Spec { get; } = new("MODULE")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about modules.",
        Arity = -2,
        Subcommands = [ModuleHelpCommand.Spec, ModuleListCommand.Spec, ModuleLoadCommand.Spec, ModuleLoadExCommand.Spec, ModuleUnloadCommand.Spec],
    };

    /// <summary>Answers that modules are not allowed.</summary>
    public static void Refuse(Session session) => session.Reply.Error(
        "ERR MODULE command not allowed. If the enable-module-command option is set to \"local\", you can run it from a local connection, otherwise "u8 +
        "you need to set this option in the configuration file, and then restart the server."u8);
}
