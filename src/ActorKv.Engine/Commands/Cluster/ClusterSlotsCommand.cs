// CLUSTER SLOTS
//
// Runs of slots, each with the node that has them: [first, last, [host, port, id, {hostname}]]. A run is as long as its owner is the same, over the
// borders of key shards. Slots that nobody has are left out, as in Redis; those that their node is still loading are there: it is the one to ask.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterSlotsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SLOTS")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(N) where N is the total number of Cluster nodes",
        Summary = "Lists slots with the nodes that serve them.",
        Arity = 2, Flags = ClusterCommand.Ask,
        Tips = ClusterCommand.Varies,
        Deprecated = new Deprecation("7.0.0", "`CLUSTER SHARDS`"),
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGetMap(session, out _, out ClusterMap map)) return;
        List<SlotRun> runs = SlotRuns.Of(map);
        RespWriter reply = session.Reply;
        reply.Array(runs.Count);
        foreach (SlotRun run in runs)
        {
            reply.Array(3);
            reply.Integer(run.First);
            reply.Integer(run.Last);
            ClusterMember owner = run.Owner;
            reply.Array(4);
            reply.Bulk(owner.Host);
            reply.Integer(owner.Port);
            reply.Bulk(owner.Id);
            reply.Map(owner.Hostname.Length > 0 ? 1 : 0);
            if (owner.Hostname.Length == 0) continue;
            reply.Bulk("hostname"u8);
            reply.Bulk(owner.Hostname);
        }
    }
}
