// CLUSTER NODES
//
// A line for each node, in the form of the nodes.conf of Redis:
//
//     id ip:port@link-port[,hostname] flags master ping-sent pong-received epoch link-state run …
//
// All are masters. Nobody pings anybody, so those two are 0, and the link is said to be connected: what a node must keep up is its lease in the
// database, and one that does not is no member. The epoch is the greatest of the node's key shards.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterNodesCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("NODES")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(N) where N is the total number of Cluster nodes",
        Summary = "Lists the nodes and their slots.",
        Arity = 2, Flags = ClusterCommand.Ask,
        Tips = ClusterCommand.Varies,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGetMap(session, out ICluster cluster, out ClusterMap map)) return;
        ClusterMember myself = cluster.Myself;
        List<SlotRun> runs = SlotRuns.Of(map);
        StringBuilder text = new();
        bool listed = false;
        foreach (ClusterMember member in map.Members)
        {
            bool isMyself = member.Incarnation == myself.Incarnation;
            listed |= isMyself;
            Append(text, member, isMyself, SlotRuns.EpochOf(map, member), runs);
        }
        // A node that has lost its lease still knows who it is.
        if (!listed) Append(text, myself, isMyself: true, 0, []);
        session.Reply.Verbatim("txt"u8, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, ClusterMember member, bool isMyself, long epoch, List<SlotRun> runs)
    {
        text.Append(CultureInfo.InvariantCulture, $"{member.Id} {member.Host}:{member.Port}@{member.LinkPort}");
        if (member.Hostname.Length > 0) text.Append(',').Append(member.Hostname);
        text.Append(isMyself ? " myself,master" : " master").Append(CultureInfo.InvariantCulture, $" - 0 0 {epoch} connected");
        foreach (SlotRun run in runs)
        {
            if (run.Owner.Incarnation != member.Incarnation) continue;
            text.Append(' ').Append(run.First);
            if (run.Last > run.First) text.Append('-').Append(run.Last);
        }
        text.Append('\n');
    }
}
