// EVALSHA_RO sha1 numkeys [key [key ...]] [arg [arg ...]]
//
// EVALSHA for a script that changes nothing: its writes are refused.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class EvalShaRoCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("EVALSHA_RO")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "Depends on the script that is executed.",
        Summary = "Runs a cached Lua script that only reads.",
        Syntax = "sha1 numkeys [key [key ...]] [arg [arg ...]]",
        Arity = -3, Flags = CommandFlags.ReadOnly | ScriptCalls.Flags,
        Keys = [KeySpec.Counted(ScriptCalls.NumberOfKeys, KeyAccess.Read)],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) =>
        ScriptCalls.FindShards(session.Store.Scripts.FindSha(request[1]), Spec, request, shards);

    public static TurnOutcome Execute(ref ArgReader args, Session session) => ScriptCalls.EvaluateSha(session, args.Request, readOnly: true);
}
