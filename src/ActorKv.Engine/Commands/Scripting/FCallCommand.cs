// FCALL function numkeys [key [key ...]] [arg [arg ...]]
//
// Runs a function of a library as one turn, as EVAL runs a script: docs/scripting.md.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FCallCommand : ISharedUse
{
    public static CommandSpec Spec { get; } = new("FCALL")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "Depends on the function that is executed.",
        Summary = "Runs a function in one turn.",
        Syntax = "function numkeys [key [key ...]] [arg [arg ...]]",
        Arity = -3, Flags = ScriptCalls.Flags,
        Keys = [KeySpec.Counted(ScriptCalls.NumberOfKeys, ScriptCalls.Access)],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) =>
        ScriptCalls.FindShards(session.Store.Functions.Find(request[1]), Spec, request, shards);

    public static bool Knows(Session session, Request request) => session.Store.Functions.Find(request[1]) is not null;

    public static TurnOutcome Execute(ref ArgReader args, Session session) => ScriptCalls.CallFunction(session, args.Request, readOnly: false);
}
