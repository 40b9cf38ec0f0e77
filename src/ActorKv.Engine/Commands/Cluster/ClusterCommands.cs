using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

/// <summary>The commands of Redis' group "cluster".</summary>
internal static class ClusterCommands
{
    public static CommandTable AddCluster(this CommandTable table) => table.Add(new Command(ClusterCommand.Spec))
        .AddSessionTo<ClusterCountFailureReportsCommand>("CLUSTER")
        .AddTurnTo<ClusterCountKeysInSlotCommand>("CLUSTER")
        .AddTurnTo<ClusterGetKeysInSlotCommand>("CLUSTER")
        .AddSessionTo<ClusterHelpCommand>("CLUSTER")
        .AddSessionTo<ClusterInfoCommand>("CLUSTER")
        .AddSessionTo<ClusterKeySlotCommand>("CLUSTER")
        .AddSessionTo<ClusterLinksCommand>("CLUSTER")
        .AddSessionTo<ClusterMyIdCommand>("CLUSTER")
        .AddSessionTo<ClusterNodesCommand>("CLUSTER")
        .AddSessionTo<ClusterReplicasCommand>("CLUSTER")
        .AddSessionTo<ClusterShardsCommand>("CLUSTER")
        .AddSessionTo<ClusterSlavesCommand>("CLUSTER")
        .AddSessionTo<ClusterSlotsCommand>("CLUSTER")
        .AddClusterRows()
        .AddSession<AskingCommand>()
        .AddSession<ReadOnlyCommand>()
        .AddSession<ReadWriteCommand>();
}
