// Commands that an Akka.NET host does not have, and what it says. docs/akka.md lists them.

namespace ActorKv.Akka.Front;

internal static class HostRefusals
{
    private const string Functions = "ERR Functions are not kept by an Akka.NET host: use EVAL and EVALSHA";
    private const string Saves = "ERR Key shards are saved one by one as snapshots of their actors: there is no save of all";
    private const string Tracking = "ERR CLIENT TRACKING is not available here: keys are read on other nodes";
    private const string Unblock = "ERR CLIENT UNBLOCK is not available here: commands wait at their key shards";
    private const string Process = "ERR The application decides when its actor system ends";
    private const string Replication = "ERR An Akka.NET cluster has no replicas of this kind";
    private const string Feed = "ERR AKV.CHANGES reads the journal of the built-in host: here it is Akka.Persistence that has the events";
    private const string Debugging = "ERR This DEBUG command needs all key shards on one node";

    /// <summary>Whole error replies by the full names of the commands.</summary>
    public static IReadOnlyDictionary<string, string> ByName { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["fcall"] = Functions, ["fcall_ro"] = Functions, ["function|load"] = Functions, ["function|delete"] = Functions, ["function|flush"] = Functions,
        ["function|restore"] = Functions, ["function|kill"] = Functions,
        ["save"] = Saves, ["bgsave"] = Saves, ["bgrewriteaof"] = Saves, ["lastsave"] = Saves,
        ["client|tracking"] = Tracking, ["client|caching"] = Tracking,
        ["akv.changes"] = Feed,
        ["client|unblock"] = Unblock,
        ["shutdown"] = Process,
        ["sync"] = Replication, ["psync"] = Replication, ["replicaof"] = Replication, ["slaveof"] = Replication, ["failover"] = Replication,
        ["debug|reload"] = Debugging, ["debug|loadaof"] = Debugging, ["debug|digest"] = Debugging, ["debug|populate"] = Debugging, ["debug|htstats"] = Debugging,
    };
}
