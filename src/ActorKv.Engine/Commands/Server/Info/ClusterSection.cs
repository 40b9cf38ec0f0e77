// INFO cluster: whether the server speaks Redis' cluster protocol. It does not.

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ClusterSection
{
    public static InfoSection Section { get; } = new("Cluster", (text, _) => text.Field("cluster_enabled", 0));
}
