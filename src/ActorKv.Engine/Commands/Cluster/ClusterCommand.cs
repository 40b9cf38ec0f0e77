// CLUSTER subcommand [arguments …]
//
// What clients of a Redis cluster ask to find their keys. Here any node serves any key, so nobody has to ask; who does is answered as a Redis
// cluster answers, and from then on told where keys are (-MOVED) instead of being served from elsewhere. A server that is no node of a cluster
// says to all of these that it is none.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal static class ClusterCommand
{
    /// <summary>What asks for something.</summary>
    public const CommandFlags Ask = CommandFlags.Stale;

    public const CommandFlags AskAdmin = CommandFlags.Admin | CommandFlags.Stale;

    public static string[] Varies { get; } = ["nondeterministic_output"];

    public static CommandSpec Spec { get; } = new("CLUSTER")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands of a Redis cluster.",
        Arity = -2,
        Subcommands =
        [
            ClusterCountFailureReportsCommand.Spec, ClusterCountKeysInSlotCommand.Spec, ClusterGetKeysInSlotCommand.Spec, ClusterHelpCommand.Spec,
            ClusterInfoCommand.Spec, ClusterKeySlotCommand.Spec, ClusterLinksCommand.Spec, ClusterMyIdCommand.Spec, ClusterNodesCommand.Spec,
            ClusterReplicasCommand.Spec, ClusterShardsCommand.Spec, ClusterSlavesCommand.Spec, ClusterSlotsCommand.Spec, .. ClusterRows.Specs,
        ],
    };

    /// <summary>Answers that there is no cluster, when there is none.</summary>
    public static bool TryGet(Session session, out ICluster cluster)
    {
        cluster = session.Store.Cluster!;
        if (cluster is null) session.Reply.Error("ERR This instance has cluster support disabled"u8);
        return cluster is not null;
    }

    /// <summary>The same for a command that tells the map: from then on the client is told where keys are.</summary>
    public static bool TryGetMap(Session session, out ICluster cluster, out ClusterMap map)
    {
        bool found = session.KnowsMap = TryGet(session, out cluster);
        map = found ? cluster.Map : null!;
        return found;
    }
}
