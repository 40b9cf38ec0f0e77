// CLUSTER COUNT-FAILURE-REPORTS node-id
//
// How many nodes say that a node has failed: none ever do. Whose lease has ended is gone, by the clock of the database, and nobody votes.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterCountFailureReportsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("COUNT-FAILURE-REPORTS")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(N) where N is the number of failure reports",
        Summary = "Counts reports that a node has failed.",
        Syntax = "node-id",
        Arity = 3, Flags = ClusterCommand.AskAdmin,
        Tips = ClusterCommand.Varies,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (ClusterCommand.TryGet(session, out ICluster cluster) && NodeArgument.IsKnown(ref args, session, cluster)) session.Reply.Integer(0);
    }
}
