// CLIENT TRACKINGINFO
//
// Tells whether the server tracks the keys that this connection reads: it does not.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientTrackingInfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("TRACKINGINFO")
    {
        Group = CommandGroup.Connection, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Tells about the tracking of the connection's keys.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        reply.Map(3);
        reply.Bulk("flags"u8);
        reply.Set(1);
        reply.Bulk("off"u8);
        reply.Bulk("redirect"u8);
        reply.Integer(-1);
        reply.Bulk("prefixes"u8);
        reply.Array(0);
    }
}
