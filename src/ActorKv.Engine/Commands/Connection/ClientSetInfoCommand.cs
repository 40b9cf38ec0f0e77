// CLIENT SETINFO <LIB-NAME libname | LIB-VER libver>
//
// A client library tells its name and version, for CLIENT LIST.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientSetInfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SETINFO")
    {
        Group = CommandGroup.Connection, Since = "7.2.0", Complexity = "O(1)",
        Summary = "Tells which client library the connection uses.",
        Syntax = "<LIB-NAME libname | LIB-VER libver>",
        Arity = 4, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> attribute = args.Peek();
        bool isName = args.NextIs("LIB-NAME"u8);
        if (!isName && !args.NextIs("LIB-VER"u8)) session.Error($"ERR Unrecognized option '{SessionErrors.Text(attribute)}'");
        else if (!ClientName.TryRead(args.Next(), out string value))
            session.Error($"ERR {SessionErrors.Text(attribute)} cannot contain spaces, newlines or special characters.");
        else
        {
            if (isName) session.LibraryName = value;
            else session.LibraryVersion = value;
            session.Reply.Ok();
        }
    }
}
