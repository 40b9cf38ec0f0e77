// CLUSTER REPLICAS node-id
//
// The replicas of a node: there are none.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterReplicasCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("REPLICAS")
    {
        Group = CommandGroup.Cluster, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the replicas of a node.",
        Syntax = "node-id",
        Arity = 3, Flags = ClusterCommand.AskAdmin,
        Tips = ClusterCommand.Varies,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (ClusterCommand.TryGet(session, out ICluster cluster) && NodeArgument.IsKnown(ref args, session, cluster)) session.Reply.Array(0);
    }
}
