// MODULE LOADEX path [CONFIG name value [CONFIG name value ...]] [ARGS args [args ...]]
//
// Refused: there are no modules here.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Modules;

internal sealed class ModuleLoadExCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LOADEX")
    {
        Group = CommandGroup.Server, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Loads a module with a configuration.",
        Syntax = "path [CONFIG name value [CONFIG name value ...]] [ARGS args [args ...]]",
        Arity = -3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading,
    };

    public static void Execute(ref ArgReader args, Session session) => ModuleCommand.Refuse(session);
}
