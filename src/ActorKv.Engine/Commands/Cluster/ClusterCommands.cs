using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

/// <summary>The commands of Redis' group "cluster".</summary>
internal static class ClusterCommands
{
    public static CommandTable AddCluster(this CommandTable table) => ClusterCommand.AddTo(table)
        .AddSession<AskingCommand>()
        .AddSession<ReadOnlyCommand>()
        .AddSession<ReadWriteCommand>();
}
