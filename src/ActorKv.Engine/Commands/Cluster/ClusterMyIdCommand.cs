// CLUSTER MYID
//
// The id of this node: 40 hexadecimal digits that it keeps when it starts again.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterMyIdCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("MYID")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Tells the node's id.",
        Arity = 2, Flags = ClusterCommand.Ask,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (ClusterCommand.TryGet(session, out ICluster cluster)) session.Reply.Bulk(cluster.Myself.Id);
    }
}
