// CLIENT GETNAME
//
// The name that CLIENT SETNAME or HELLO gave the connection, or null.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientGetNameCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GETNAME")
    {
        Group = CommandGroup.Connection, Since = "2.6.9", Complexity = "O(1)",
        Summary = "Returns the connection's name.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.Name.Length == 0) session.Reply.Null();
        else session.Reply.Bulk(session.Name);
    }
}
