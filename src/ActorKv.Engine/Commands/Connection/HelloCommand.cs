// HELLO [protover [AUTH username password] [SETNAME clientname]]
//
// Chooses the protocol version, and tells about server and connection in the version chosen. The version changes only when every option is
// right and the connection is authenticated by then; password and name count as soon as they are read, as in Redis 7.0.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class HelloCommand : ISessionCommand
{
    private static ReadOnlySpan<byte> VersionNotAnInteger => "ERR Protocol version is not an integer or out of range"u8;

    private static ReadOnlySpan<byte> UnsupportedVersion => "NOPROTO unsupported protocol version"u8;

    private static ReadOnlySpan<byte> NotAuthenticated =>
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time"u8;

    public static CommandSpec Spec { get; } = new("HELLO")
    {
        Group = CommandGroup.Connection, Since = "6.0.0", Complexity = "O(1)",
        Summary = "Chooses the protocol version, and tells about the server.",
        Syntax = "[protover [AUTH username password] [SETNAME clientname]]",
        Arity = -1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.NoAuth | CommandFlags.AllowBusy,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        long version = reply.Version;
        if (!args.AtEnd && !TryReadVersion(ref args, reply, out version)) return;
        while (!args.AtEnd)
        {
            if (args.Remaining > 2 && args.NextIs("AUTH"u8))
            {
                if (!Authentication.Try(session, args.Next(), args.Next(), args.Request[0])) return;
            }
            else if (args.Remaining > 1 && args.NextIs("SETNAME"u8))
            {
                if (!ClientName.TryRead(args.Next(), out string name))
                {
                    reply.Error(ClientName.Invalid);
                    return;
                }
                session.Name = name;
            }
            else
            {
                session.Error($"ERR Syntax error in HELLO option '{SessionErrors.Text(args.Next())}'");
                return;
            }
        }
        if (session.MustAuthenticate) reply.Error(NotAuthenticated);
        else
        {
            session.RespVersion = (int)version;
            Tell(session);
        }
    }

    private static bool TryReadVersion(ref ArgReader args, RespWriter reply, out long version)
    {
        if (!Numbers.TryParseInt64(args.Next(), out version)) reply.Error(VersionNotAnInteger);
        else if (version is < 2 or > 3) reply.Error(UnsupportedVersion);
        else return true;
        return false;
    }

    private static void Tell(Session session)
    {
        RespWriter reply = session.Reply;
        reply.Map(7);
        reply.Bulk("server"u8);
        reply.Bulk("redis"u8);
        reply.Bulk("version"u8);
        reply.Bulk(ServerVersion.Redis);
        reply.Bulk("proto"u8);
        reply.Integer(reply.Version);
        reply.Bulk("id"u8);
        reply.Integer(session.Id);
        reply.Bulk("mode"u8);
        reply.Bulk(session.Store.Cluster is null ? "standalone"u8 : "cluster"u8);
        reply.Bulk("role"u8);
        reply.Bulk("master"u8);
        reply.Bulk("modules"u8);
        reply.Array(0);
    }
}
