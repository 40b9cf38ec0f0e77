// CLUSTER SLAVES node-id
//
// CLUSTER REPLICAS by its old name.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterSlavesCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SLAVES")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "O(1)",
        Summary = "Lists the replicas of a node.",
        Syntax = "node-id",
        Arity = 3, Flags = ClusterCommand.AskAdmin,
        Tips = ClusterCommand.Varies,
        Deprecated = new Deprecation("5.0.0", "`CLUSTER REPLICAS`"),
    };

    public static void Execute(ref ArgReader args, Session session) => ClusterReplicasCommand.Execute(ref args, session);
}
