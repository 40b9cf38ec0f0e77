// CLIENT KILL <ip:port | <ID client-id | TYPE <NORMAL | MASTER | SLAVE | REPLICA | PUBSUB> | USER username | ADDR addr | LADDR laddr |
//              SKIPME <YES | NO> | MAXAGE maxage> ...>
//
// Closes connections. The old form closes the one with an address, itself included, and says OK; the new one closes those that pass all
// filters, by default not the one that asks, and says how many. Whoever closes itself still gets the reply.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientKillCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("KILL")
    {
        Group = CommandGroup.Connection, Since = "2.4.0", Complexity = "O(N) where N is the number of client connections",
        Summary = "Closes connections.",
        Syntax = "<ip:port | <ID client-id | TYPE <NORMAL | MASTER | SLAVE | REPLICA | PUBSUB> | USER username | ADDR addr | LADDR laddr | SKIPME <YES | NO> | MAXAGE maxage> ...>",
        Arity = -3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        bool oldForm = args.Remaining == 1;
        ClientFilter filter = new();
        if (oldForm) filter = new ClientFilter { Address = Encoding.Latin1.GetString(args.Next()), SkipMe = false };
        else if (!filter.TryRead(ref args, session)) return;

        List<Session> found = [.. session.Store.Sessions.All.Where(client => filter.Matches(client, session))];
        if (!oldForm) session.Reply.Integer(found.Count);
        else if (found.Count > 0) session.Reply.Ok();
        else session.Reply.Error("ERR No such client"u8);
        foreach (Session client in found)
        {
            if (client == session) session.BeginClose();
            else client.Transport.Close(flush: false);
        }
    }
}
