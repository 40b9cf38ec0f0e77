// EVAL script numkeys [key [key ...]] [arg [arg ...]]
//
// Runs a Lua script as one turn, and keeps it for EVALSHA. The turn holds the key shards of the keys that are declared; a script that reaches for
// others begins anew with all of them: docs/scripting.md.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class EvalCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("EVAL")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "Depends on the script that is executed.",
        Summary = "Runs a Lua script in one turn.",
        Syntax = "script numkeys [key [key ...]] [arg [arg ...]]",
        Arity = -3, Flags = ScriptCalls.Flags,
        Keys = [KeySpec.Counted(ScriptCalls.NumberOfKeys, ScriptCalls.Access)],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) =>
        ScriptCalls.FindShards(session.Store.Scripts.Find(request[1]), Spec, request, shards);

    public static TurnOutcome Execute(ref ArgReader args, Session session) => ScriptCalls.Evaluate(session, args.Request, readOnly: false);
}
