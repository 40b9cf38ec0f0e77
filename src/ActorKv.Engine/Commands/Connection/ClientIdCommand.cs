// CLIENT ID
//
// The connection's number: unique and ascending within the life of the server.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientIdCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("ID")
    {
        Group = CommandGroup.Connection, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Returns the connection's number.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Integer(session.Id);
}
