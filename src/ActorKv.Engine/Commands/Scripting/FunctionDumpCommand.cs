// FUNCTION DUMP
//
// All libraries in Redis' own form, for FUNCTION RESTORE here or at a redis-server.

using ActorKv.Core.Commands;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionDumpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DUMP")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(N) where N is the number of functions",
        Summary = "Returns all libraries as a payload for FUNCTION RESTORE.",
        Arity = 2, Flags = CommandFlags.NoScript,
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Bulk(FunctionPayload.Write(session.Store.Functions.Table));
}
