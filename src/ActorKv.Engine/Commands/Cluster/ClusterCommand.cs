// CLUSTER subcommand [arguments …]
//
// What a server that is no node of a Redis cluster says to all of these: that it is none. Clients ask CLUSTER to find out, and the arguments are
// checked before the answer is given, so the subcommands are known one by one; but as they do nothing they stand here as rows.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster;

internal static class ClusterCommand
{
    private const CommandFlags Ask = CommandFlags.Stale;
    private const CommandFlags AskAdmin = CommandFlags.Admin | CommandFlags.Stale;
    private const CommandFlags Change = CommandFlags.Admin | CommandFlags.Stale | CommandFlags.NoAsyncLoading;

    private static readonly string[] Varies = ["nondeterministic_output"];

    public static CommandSpec Spec { get; } = new("CLUSTER")
    {
        Group = CommandGroup.Cluster, Since = "3.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands of a Redis cluster.",
        Arity = -2,
        Subcommands =
        [
            Row("ADDSLOTS", "3.0.0", -3, Change, "O(N) where N is the total number of hash slot arguments", "Gives slots to the node.", "slot [slot ...]"),
            Row("ADDSLOTSRANGE", "7.0.0", -4, Change, "O(N) where N is the total number of the slots between the start slot and end slot arguments.", "Gives ranges of slots to the node.", "start-slot end-slot [start-slot end-slot ...]"),
            Row("BUMPEPOCH", "3.0.0", 2, Change, "O(1)", "Advances the epoch of the configuration.", tips: Varies),
            Row("COUNT-FAILURE-REPORTS", "3.0.0", 3, AskAdmin, "O(N) where N is the number of failure reports", "Counts reports that a node has failed.", "node-id", Varies),
            Row("COUNTKEYSINSLOT", "3.0.0", 3, Ask, "O(1)", "Counts the keys of a slot.", "slot"),
            Row("DELSLOTS", "3.0.0", -3, Change, "O(N) where N is the total number of hash slot arguments", "Takes slots from the node.", "slot [slot ...]"),
            Row("DELSLOTSRANGE", "7.0.0", -4, Change, "O(N) where N is the total number of the slots between the start slot and end slot arguments.", "Takes ranges of slots from the node.", "start-slot end-slot [start-slot end-slot ...]"),
            Row("FAILOVER", "3.0.0", -2, Change, "O(1)", "Lets a replica take its master's place.", "[FORCE | TAKEOVER]"),
            Row("FLUSHSLOTS", "3.0.0", 2, Change, "O(1)", "Takes all slots from the node."),
            Row("FORGET", "3.0.0", 3, Change, "O(1)", "Removes a node from those that are known.", "node-id"),
            Row("GETKEYSINSLOT", "3.0.0", 4, Ask, "O(log(N)) where N is the number of requested keys", "Lists keys of a slot.", "slot count", Varies),
            Row("HELP", "5.0.0", 2, CommandFlags.Loading | CommandFlags.Stale, "O(1)", "Lists the subcommands of CLUSTER."),
            Row("INFO", "3.0.0", 2, Ask, "O(1)", "Tells the state of the cluster.", tips: Varies),
            Row("KEYSLOT", "3.0.0", 3, Ask, "O(N) where N is the number of bytes in the key", "Tells the slot of a key.", "key"),
            Row("LINKS", "7.0.0", 2, Ask, "O(N) where N is the total number of Cluster nodes", "Lists the links between nodes.", tips: Varies),
            Row("MEET", "3.0.0", -4, Change, "O(1)", "Makes a node known.", "ip port [cluster-bus-port]"),
            Row("MYID", "3.0.0", 2, Ask, "O(1)", "Tells the node's id."),
            Row("NODES", "3.0.0", 2, Ask, "O(N) where N is the total number of Cluster nodes", "Lists the nodes and their slots.", tips: Varies),
            Row("REPLICAS", "5.0.0", 3, AskAdmin, "O(1)", "Lists the replicas of a node.", "node-id", Varies),
            Row("REPLICATE", "3.0.0", 3, Change, "O(1)", "Makes the node a replica of another.", "node-id"),
            Row("RESET", "3.0.0", -2, CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Stale, "O(N) where N is the number of known nodes. The command may execute a FLUSHALL as a side effect.", "Makes the node forget the cluster.", "[HARD | SOFT]"),
            Row("SAVECONFIG", "3.0.0", 2, Change, "O(1)", "Writes the state of the cluster to disk."),
            Row("SET-CONFIG-EPOCH", "3.0.0", 3, Change, "O(1)", "Sets the epoch of a new node.", "config-epoch"),
            Row("SETSLOT", "3.0.0", -4, Change, "O(1)", "Binds a slot to a node, or begins and ends its move.", "slot <IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE>"),
            Row("SHARDS", "7.0.0", 2, Ask, "O(N) where N is the total number of cluster nodes", "Lists slots with the nodes that serve them.", tips: Varies),
            Row("SLAVES", "3.0.0", 3, AskAdmin, "O(1)", "Lists the replicas of a node.", "node-id", Varies, new Deprecation("5.0.0", "`CLUSTER REPLICAS`")),
            Row("SLOTS", "3.0.0", 2, Ask, "O(N) where N is the total number of Cluster nodes", "Lists slots with the nodes that serve them.", tips: Varies, deprecated: new Deprecation("7.0.0", "`CLUSTER SHARDS`")),
        ],
    };

    /// <summary>Adds the container and its rows to a table.</summary>
    public static CommandTable AddTo(CommandTable table)
    {
        Command container = new(Spec);
        foreach (CommandSpec row in Spec.Subcommands) container.AddSubcommand(new SessionCommand(row, Refuse));
        return table.Add(container);
    }

    /// <summary>Answers that there is no cluster.</summary>
    public static void Refuse(ref ArgReader args, Session session) => session.Reply.Error("ERR This instance has cluster support disabled"u8);

    private static CommandSpec Row(
        string name, string since, int arity, CommandFlags flags, string complexity, string summary, string syntax = "", string[]? tips = null, Deprecation? deprecated = null) =>
        new(name)
        {
            Group = CommandGroup.Cluster, Since = since, Complexity = complexity, Summary = summary, Syntax = syntax, Arity = arity, Flags = flags,
            Tips = tips ?? [], Deprecated = deprecated,
        };
}
