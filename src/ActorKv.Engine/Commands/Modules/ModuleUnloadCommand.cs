// MODULE UNLOAD name
//
// Refused: there are no modules here.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Modules;

internal sealed class ModuleUnloadCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("UNLOAD")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(1)",
        Summary = "Unloads a module.",
        Syntax = "name",
        Arity = 3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading,
    };

    public static void Execute(ref ArgReader args, Session session) => ModuleCommand.Refuse(session);
}
