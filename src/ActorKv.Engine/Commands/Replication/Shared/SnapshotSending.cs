// Serving a snapshot: an RDB file is made beside everybody else (RdbExport), sent as one long bulk string without the line end behind it, as SYNC
// demands, and then the connection closes: there is no stream of commands that could follow.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Replication.Shared;

internal static class SnapshotSending
{
    public static void Send(Session session, string announcement)
    {
        SnapshotWishes wishes = session.SnapshotWishes ?? new SnapshotWishes();
        if (wishes.IsReplica)
        {
            session.Reply.Error("ERR ActorKv has no replicas; a snapshot is for tools such as redis-cli --rdb"u8);
            return;
        }
        if (session.Store.Keeper is not null)
        {
            session.Reply.Error("ERR A node of a cluster has no snapshot of all keys; back the database up"u8);
            return;
        }
        session.Store.Statistics.CountSnapshotSent();
        FileStream? file = null;
        session.Await(async () => file = await new RdbExport(session.Store).WriteAsync(wishes), reply =>
        {
            reply.Raw(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{announcement}${file!.Length}\r\n")));
            session.Transport.SendFile(file);
        });
    }
}
