// The arguments of REPLICAOF and SLAVEOF. A server here is always a master: it may be told so, and nothing else.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication.Shared;

internal static class MasterAddress
{
    public static void Follow(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> host = args.Next(), port = args.Next();
        if (Ascii.EqualsIgnoreCase(host, "NO"u8) && Ascii.EqualsIgnoreCase(port, "ONE"u8)) session.Reply.Ok();
        else if (!Numbers.TryParseInt64(port, out long number) || number is < 0 or > 65535) session.Reply.Error("ERR Invalid master port"u8);
        else session.Reply.Error("ERR ActorKv does not replicate from another server; only NO ONE is accepted here"u8);
    }
}
