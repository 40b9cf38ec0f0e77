// CLIENT NO-EVICT <ON | OFF>
//
// Asks that this connection not be closed to save memory, however much it holds: see ClientEviction.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientNoEvictCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("NO-EVICT")
    {
        Group = CommandGroup.Connection, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Keeps the connection from being evicted.",
        Syntax = "<ON | OFF>",
        Arity = 3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!Switch.TryRead(ref args, session, out bool on)) return;
        session.NoEvict = on;
        session.Reply.Ok();
    }
}
