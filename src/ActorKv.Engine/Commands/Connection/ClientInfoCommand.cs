// CLIENT INFO
//
// The line of CLIENT LIST that is about this connection.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;
using System.Text;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientInfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("INFO")
    {
        Group = CommandGroup.Connection, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Tells about the connection.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        StringBuilder text = new();
        ClientLine.Append(text, session, session.Now);
        session.Reply.Verbatim("txt"u8, Encoding.Latin1.GetBytes(text.ToString()));
    }
}
