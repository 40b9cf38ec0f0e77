// CLIENT LIST [TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]]
//
// A line for every connection: see ClientLine. One filter at a time, as in Redis; ids come in the order asked for, unknown ones are left out.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;
using System.Text;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientListCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LIST")
    {
        Group = CommandGroup.Connection, Since = "2.4.0", Complexity = "O(N) where N is the number of client connections",
        Summary = "Lists the connections.",
        Syntax = "[TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]]",
        Arity = -2, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        StringBuilder text = new();
        if (args.AtEnd) AppendAll(text, session, kind: null);
        else if (args.Remaining == 2 && args.NextIs("TYPE"u8))
        {
            if (!ClientKinds.TryRead(args.Next(), session, out ClientKind kind)) return;
            AppendAll(text, session, kind);
        }
        else if (args.Remaining > 1 && args.NextIs("ID"u8))
        {
            if (!TryAppendThese(ref args, text, session)) return;
        }
        else
        {
            session.Reply.Error(Errors.Syntax);
            return;
        }
        session.Reply.Verbatim("txt"u8, Encoding.Latin1.GetBytes(text.ToString()));
    }

    private static void AppendAll(StringBuilder text, Session session, ClientKind? kind)
    {
        foreach (Session client in session.Store.Sessions.All)
            if (kind is null || ClientKinds.Of(client) == kind) ClientLine.Append(text, client, session.Now);
    }

    private static bool TryAppendThese(ref ArgReader args, StringBuilder text, Session session)
    {
        while (!args.AtEnd)
        {
            if (!Numbers.TryParseInt64(args.Next(), out long id))
            {
                session.Reply.Error("ERR Invalid client ID"u8);
                return false;
            }
            if (session.Store.Sessions.TryGet(id, out Session? client)) ClientLine.Append(text, client, session.Now);
        }
        return true;
    }
}
