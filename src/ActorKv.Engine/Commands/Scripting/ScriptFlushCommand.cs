// SCRIPT FLUSH [ASYNC | SYNC]
//
// Forgets all scripts of EVAL and SCRIPT LOAD. Interpreters forget what they compiled when they are used next, so both ways are alike.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptFlushCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("FLUSH")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "O(N) with N being the number of scripts in cache",
        Summary = "Forgets all kept scripts.",
        Syntax = "[ASYNC | SYNC]",
        Arity = -2, Flags = CommandFlags.NoScript,
        Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining > 1 || (args.Remaining == 1 && !args.NextIs("ASYNC"u8) && !args.NextIs("SYNC"u8)))
        {
            session.Reply.Error("ERR SCRIPT FLUSH only support SYNC|ASYNC option"u8);
            return;
        }
        session.Store.Scripts.Flush();
        session.Reply.Ok();
    }
}
