// The subcommands of CLUSTER that edit the topology: rows instead of files, since all of them are refused. A node of a Redis cluster is told by an
// operator what it serves, and tells the others. Here the nodes find each other in the database, and one of them writes there who serves what.

using ActorKv.Core.Commands;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal static class ClusterRows
{
    private const CommandFlags Change = CommandFlags.Admin | CommandFlags.Stale | CommandFlags.NoAsyncLoading;

    private const string Slots = "slots are given to nodes by the cluster itself, evenly, and kept in its database";
    private const string Nodes = "nodes join when they start over the same database, and are forgotten when their lease ends";
    private const string Replicas = "there are no replicas: the slots of a node that fails go to the others, with all that is in the database";
    private const string Epochs = "epochs are counted in the database, one for each key shard";
    private const string Nothing = "nothing of the cluster is kept in a file: its state is in the database";

    public static CommandSpec[] Specs => Array.ConvertAll(s_rows, row => row.Spec);

    private static readonly (CommandSpec Spec, string Reason)[] s_rows =
    [
        Row(Slots, "ADDSLOTS", "3.0.0", -3, "O(N) where N is the total number of hash slot arguments", "Gives slots to the node.", "slot [slot ...]"),
        Row(Slots, "ADDSLOTSRANGE", "7.0.0", -4, "O(N) where N is the total number of the slots between the start slot and end slot arguments.", "Gives ranges of slots to the node.", "start-slot end-slot [start-slot end-slot ...]"),
        Row(Epochs, "BUMPEPOCH", "3.0.0", 2, "O(1)", "Advances the epoch of the configuration.", tips: ClusterCommand.Varies),
        Row(Slots, "DELSLOTS", "3.0.0", -3, "O(N) where N is the total number of hash slot arguments", "Takes slots from the node.", "slot [slot ...]"),
        Row(Slots, "DELSLOTSRANGE", "7.0.0", -4, "O(N) where N is the total number of the slots between the start slot and end slot arguments.", "Takes ranges of slots from the node.", "start-slot end-slot [start-slot end-slot ...]"),
        Row(Replicas, "FAILOVER", "3.0.0", -2, "O(1)", "Lets a replica take its master's place.", "[FORCE | TAKEOVER]"),
        Row(Slots, "FLUSHSLOTS", "3.0.0", 2, "O(1)", "Takes all slots from the node."),
        Row(Nodes, "FORGET", "3.0.0", 3, "O(1)", "Removes a node from those that are known.", "node-id"),
        Row(Nodes, "MEET", "3.0.0", -4, "O(1)", "Makes a node known.", "ip port [cluster-bus-port]"),
        Row(Replicas, "REPLICATE", "3.0.0", 3, "O(1)", "Makes the node a replica of another.", "node-id"),
        Row(Nodes, "RESET", "3.0.0", -2, "O(N) where N is the number of known nodes. The command may execute a FLUSHALL as a side effect.", "Makes the node forget the cluster.", "[HARD | SOFT]",
            flags: CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Stale),
        Row(Nothing, "SAVECONFIG", "3.0.0", 2, "O(1)", "Writes the state of the cluster to disk."),
        Row(Epochs, "SET-CONFIG-EPOCH", "3.0.0", 3, "O(1)", "Sets the epoch of a new node.", "config-epoch"),
        Row(Slots, "SETSLOT", "3.0.0", -4, "O(1)", "Binds a slot to a node, or begins and ends its move.", "slot <IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE>"),
    ];

    public static CommandTable AddClusterRows(this CommandTable table)
    {
        Command cluster = table.Find("CLUSTER")!;
        foreach ((CommandSpec spec, string reason) in s_rows)
        {
            cluster.AddSubcommand(new SessionCommand(spec, (ref ArgReader _, Session session) =>
            {
                if (ClusterCommand.TryGet(session, out ICluster _)) session.Error($"ERR CLUSTER {spec.Name} is not for people here: {reason}");
            }));
        }
        return table;
    }

    private static (CommandSpec, string) Row(
        string reason, string name, string since, int arity, string complexity, string summary, string syntax = "", string[]? tips = null, CommandFlags flags = Change) =>
        (new CommandSpec(name)
        {
            Group = CommandGroup.Cluster, Since = since, Complexity = complexity, Summary = summary, Syntax = syntax, Arity = arity, Flags = flags, Tips = tips ?? [],
        }, reason);
}
