// CLUSTER LINKS
//
// The connections between this node and others. Each node opens one to every node whose keys its clients ask for.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterLinksCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LINKS")
    {
        Group = CommandGroup.Cluster, Since = "7.0.0", Complexity = "O(N) where N is the total number of Cluster nodes",
        Summary = "Lists the links between nodes.",
        Arity = 2, Flags = ClusterCommand.Ask,
        Tips = ClusterCommand.Varies,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGet(session, out ICluster cluster)) return;
        RespWriter reply = session.Reply;
        IReadOnlyList<ClusterLinkFigures> links = cluster.Links;
        reply.Array(links.Count);
        foreach (ClusterLinkFigures link in links)
        {
            reply.Map(6);
            reply.Bulk("direction"u8);
            reply.Bulk(link.IsOutgoing ? "to"u8 : "from"u8);
            reply.Bulk("node"u8);
            reply.Bulk(link.NodeId);
            reply.Bulk("create-time"u8);
            reply.Integer(link.CreatedAt);
            reply.Bulk("events"u8);
            reply.Bulk(link.PendingBytes > 0 ? "rw"u8 : "r"u8);
            reply.Bulk("send-buffer-allocated"u8);
            reply.Integer(link.PendingBytes);
            reply.Bulk("send-buffer-used"u8);
            reply.Integer(link.PendingBytes);
        }
    }
}
