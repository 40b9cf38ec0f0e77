// CLUSTER HELP
//
// Lists the subcommands that are answered, a line of syntax each with a line on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal sealed class ClusterHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Cluster, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of CLUSTER.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!ClusterCommand.TryGet(session, out ICluster _)) return;
        HelpText.Reply(session.Reply, "CLUSTER",
            "COUNT-FAILURE-REPORTS <node-id>", "    0: no node votes on another.",
            "COUNTKEYSINSLOT <slot>", "    The number of keys in a slot, wherever it is.",
            "GETKEYSINSLOT <slot> <count>", "    Keys in a slot, wherever it is.",
            "INFO", "    The state of the cluster.",
            "KEYSLOT <key>", "    The slot of a key.",
            "LINKS", "    The connections between this node and others.",
            "MYID", "    The id of this node.",
            "NODES", "    The nodes and their slots, a line each:", "    <id> <ip:port@link-port[,hostname]> <flags> <master> <ping> <pong> <epoch> <link> <slots> ...",
            "REPLICAS <node-id>", "    None.",
            "SHARDS", "    The nodes with their slots.",
            "SLOTS", "    Runs of slots with their nodes.");
    }
}
