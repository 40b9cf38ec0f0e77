// DEBUG CHANGE-REPL-ID
//
// Gives the server another replication id, which only INFO tells: there are no replicas.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugChangeReplIdCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("CHANGE-REPL-ID")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Changes the replication id.",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(0, in args, session.Reply)) return;
        session.Store.Statistics.ChangeReplicationId();
        session.Reply.Ok();
    }
}
