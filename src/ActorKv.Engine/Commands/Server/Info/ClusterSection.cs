// INFO cluster: whether the server is a node of a cluster. More is told by CLUSTER INFO.

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ClusterSection
{
    public static InfoSection Section { get; } = new("Cluster", (text, store) => text.Field("cluster_enabled", store.Cluster is not null));
}
