// DEBUG LOADAOF
//
// Throws everything in memory away and loads it again from what is durable: DEBUG RELOAD NOSAVE.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugLoadAofCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LOADAOF")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Loads everything anew from the journal.",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (DebugArguments.Are(0, in args, session.Reply)) DebugReloadCommand.Reload(session, save: false);
    }
}
