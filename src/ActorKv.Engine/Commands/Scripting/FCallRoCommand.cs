// FCALL_RO function numkeys [key [key ...]] [arg [arg ...]]
//
// FCALL for a function that promises to write nothing (its flag no-writes).

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Scripting.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FCallRoCommand : ISharedUse
{
    public static CommandSpec Spec { get; } = new("FCALL_RO")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "Depends on the function that is executed.",
        Summary = "Runs a function that only reads.",
        Syntax = "function numkeys [key [key ...]] [arg [arg ...]]",
        Arity = -3, Flags = CommandFlags.ReadOnly | ScriptCalls.Flags,
        Keys = [KeySpec.Counted(ScriptCalls.NumberOfKeys, KeyAccess.Read)],
    };

    public static void FindShards(Session session, Request request, ShardSet shards) =>
        ScriptCalls.FindShards(session.Store.Functions.Find(request[1]), Spec, request, shards);

    public static bool Knows(Session session, Request request) => session.Store.Functions.Find(request[1]) is not null;

    public static TurnOutcome Execute(ref ArgReader args, Session session) => ScriptCalls.CallFunction(session, args.Request, readOnly: true);
}
