// CLUSTER INFO
//
// The state of the cluster as this node sees it. "ok" when every slot has a node and this one holds its lease; a slot that its node is still loading
// counts as possibly failing (pfail), which in Redis too is not yet a failure. There are no messages to count: nodes speak to the database.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterInfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("INFO")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Tells the state of the cluster.",
        Arity = 2, Flags = ClusterCommand.Ask,
        Tips = ClusterCommand.Varies,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGet(session, out ICluster cluster)) return;
        ClusterMap map = cluster.Map;
        int assigned = 0, served = 0;
        HashSet<long> owners = [];
        for (int shard = 0; shard < map.Shards.Length; shard++)
        {
            if (map.Shards[shard].Owner is not { } owner) continue;
            int slots = Slot.FirstOf(shard + 1, map.Shards.Length) - Slot.FirstOf(shard, map.Shards.Length);
            assigned += slots;
            if (map.Shards[shard].IsServing) served += slots;
            owners.Add(owner.Incarnation);
        }
        string state = assigned == Slot.Count && cluster.HoldsLease ? "ok" : "fail";
        session.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"""
            cluster_state:{state}
            cluster_slots_assigned:{assigned}
            cluster_slots_ok:{served}
            cluster_slots_pfail:{assigned - served}
            cluster_slots_fail:0
            cluster_known_nodes:{map.Members.Length}
            cluster_size:{owners.Count}
            cluster_current_epoch:{map.Epoch}
            cluster_my_epoch:{SlotRuns.EpochOf(map, cluster.Myself)}
            cluster_stats_messages_sent:0
            cluster_stats_messages_received:0
            total_cluster_links_buffer_limit_exceeded:0

            """).ReplaceLineEndings("\r\n")));
    }
}
