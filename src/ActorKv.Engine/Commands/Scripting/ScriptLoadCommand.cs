// SCRIPT LOAD script
//
// Compiles a script and keeps it for EVALSHA, without running it. Replies its SHA-1.

using ActorKv.Core.Commands;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class ScriptLoadCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LOAD")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "O(N) with N being the length in bytes of the script body.",
        Summary = "Keeps a Lua script for EVALSHA.",
        Syntax = "script",
        Arity = 3, Flags = CommandFlags.NoScript | CommandFlags.Stale,
        Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.Store.Scripts.Add(args.Peek(), out Script script) is { } error) session.Error(error);
        else session.Reply.Bulk(script.Name);
    }
}
