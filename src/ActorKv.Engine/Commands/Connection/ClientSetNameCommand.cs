// CLIENT SETNAME connection-name
//
// Names the connection, for CLIENT LIST; the empty name takes the name away.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientSetNameCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SETNAME")
    {
        Group = CommandGroup.Connection, Since = "2.6.9", Complexity = "O(1)",
        Summary = "Names the connection.",
        Syntax = "connection-name",
        Arity = 3, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClientName.TryRead(args.Next(), out string name))
        {
            session.Reply.Error(ClientName.Invalid);
            return;
        }
        session.Name = name;
        session.Reply.Ok();
    }
}
