// CLUSTER SHARDS
//
// What Redis calls a shard, a master and its replicas, is one node here: for each its runs of slots and what it is. One that has slots and serves none
// of them yet is "loading".

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterShardsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SHARDS")
    {
        Group = CommandGroup.Cluster, Since = "7.0.0", Complexity = "O(N) where N is the total number of cluster nodes",
        Summary = "Lists slots with the nodes that serve them.",
        Arity = 2, Flags = ClusterCommand.Ask,
        Tips = ClusterCommand.Varies,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGetMap(session, out _, out ClusterMap map)) return;
        List<SlotRun> runs = SlotRuns.Of(map);
        RespWriter reply = session.Reply;
        reply.Array(map.Members.Length);
        foreach (ClusterMember member in map.Members) Write(reply, map, member, runs.FindAll(run => run.Owner.Incarnation == member.Incarnation));
    }

    private static void Write(RespWriter reply, ClusterMap map, ClusterMember member, List<SlotRun> runs)
    {
        reply.Map(2);
        reply.Bulk("slots"u8);
        reply.Array(2 * runs.Count);
        foreach (SlotRun run in runs)
        {
            reply.Integer(run.First);
            reply.Integer(run.Last);
        }
        reply.Bulk("nodes"u8);
        reply.Array(1);
        reply.Map(member.Hostname.Length > 0 ? 8 : 7);
        reply.Bulk("id"u8);
        reply.Bulk(member.Id);
        reply.Bulk("port"u8);
        reply.Integer(member.Port);
        reply.Bulk("ip"u8);
        reply.Bulk(member.Host);
        reply.Bulk("endpoint"u8);
        reply.Bulk(member.Host);
        if (member.Hostname.Length > 0)
        {
            reply.Bulk("hostname"u8);
            reply.Bulk(member.Hostname);
        }
        reply.Bulk("role"u8);
        reply.Bulk("master"u8);
        reply.Bulk("replication-offset"u8);
        reply.Integer(0);
        reply.Bulk("health"u8);
        reply.Bulk(runs.Count > 0 && !Serves(map, member) ? "loading"u8 : "online"u8);
    }

    private static bool Serves(ClusterMap map, ClusterMember member)
    {
        foreach (ShardPlace place in map.Shards)
            if (place.IsServing && place.Owner?.Incarnation == member.Incarnation) return true;
        return false;
    }
}
