// MODULE LIST
//
// The modules that are loaded: none.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Modules;

internal sealed class ModuleListCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LIST")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(N) where N is the number of loaded modules.",
        Summary = "Lists the modules that are loaded.",
        Arity = 2, Flags = CommandFlags.Admin | CommandFlags.NoScript,
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Array(0);
}
