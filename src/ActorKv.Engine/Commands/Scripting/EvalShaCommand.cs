// EVALSHA sha1 numkeys [key [key ...]] [arg [arg ...]]
//
// Runs a script that EVAL or SCRIPT LOAD has brought, by the SHA-1 of its text. Scripts are not persisted: after a restart it answers NOSCRIPT, and
// clients send the text again.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class EvalShaCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("EVALSHA")
    {
        Group = CommandGroup.Scripting, Since = "2.6.0", Complexity = "Depends on the script that is executed.",
        Summary = "Runs a cached Lua script by its SHA-1.",
        Syntax = "sha1 numkeys [key [key ...]] [arg [arg ...]]",
        Arity = -3, Flags = ScriptCalls.Flags,
        Keys = [KeySpec.Counted(ScriptCalls.NumberOfKeys, ScriptCalls.Access)],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) =>
        ScriptCalls.FindShards(session.Store.Scripts.FindSha(request[1]), Spec, request, shards);

    public static TurnOutcome Execute(ref ArgReader args, Session session) => ScriptCalls.EvaluateSha(session, args.Request, readOnly: false);
}
