// SCRIPT DEBUG <YES | SYNC | NO>
//
// There is no debugger here: NO is what is so, and the others are refused.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptDebugCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DEBUG")
    {
        Group = CommandGroup.Scripting, Since = "3.2.0", Complexity = "O(1)",
        Summary = "Refuses to debug scripts.",
        Syntax = "<YES | SYNC | NO>",
        Arity = 3, Flags = CommandFlags.NoScript,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.NextIs("NO"u8)) session.Reply.Ok();
        else if (args.NextIs("YES"u8) || args.NextIs("SYNC"u8)) session.Reply.Error("ERR Scripts cannot be debugged here"u8);
        else session.Reply.Error("ERR Use SCRIPT DEBUG YES/SYNC/NO"u8);
    }
}
