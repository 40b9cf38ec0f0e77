// docs/configuration.md: every parameter, from the parameter table; what each means here stands below.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Configuration;

namespace ActorKv.Engine.Tests.Documentation;

internal static class ConfigurationPage
{
    private const string NotYet = "Kept and reported; nothing acts on it yet.";
    private const string FreesNothing = "Kept and reported. Removing a key, however big, frees nothing in the turn: the garbage collector does, beside it.";
    private const string NoFile = "Kept and reported. Journal and snapshots have names of their own.";

    private static readonly (string Name, string Meaning)[] Meanings =
    [
        ("port", "TCP port; 0 listens on none."),
        ("bind", "Addresses to listen on. One that begins with `-` may be missing on the machine."),
        ("protected-mode", "While the default user needs no password, only clients of this machine are served."),
        ("unixsocket", "Path of a socket to listen on as well; empty for none."),
        ("unixsocketperm", "Access bits of that socket, octal; 0 leaves them to the umask."),
        ("tcp-backlog", "Connections that may wait to be accepted."),
        ("tcp-keepalive", "Seconds between keep-alive probes; 0 sends none."),
        ("timeout", "Seconds after which an idle client is disconnected; 0 is never."),
        ("maxclients", "Connections at once."),
        ("io-threads", "Event loops that serve connections. Commands run on them, side by side."),
        ("proto-max-bulk-len", "Longest argument, and longest string."),
        ("client-query-buffer-limit", "Most bytes of one unfinished request, and of a transaction that is queued; who goes beyond is disconnected."),
        ("client-output-buffer-limit", "Bytes that may wait for a client that does not read, by class: at once, and for so many seconds; who goes beyond is disconnected. Whatever the limit, a client is not read from while 8 MiB wait for it. Where `normal` has no limit, what waits because of MONITOR or CLIENT TRACKING is held to the hard limit of `pubsub`."),
        ("requirepass", "Password of the default user; empty for none. A new one concerns connections made from then on. Rules about the default user have the last word."),
        ("daemonize", "Run in the background; the command returns when the server is ready."),
        ("pidfile", "File for the number of the process; empty for none."),
        ("logfile", "File for the log; empty for standard output."),
        ("loglevel", "What is logged: the level named and those behind it."),
        ("always-show-logo", NotYet),
        ("shutdown-timeout", NotYet + " There are no replicas to wait for."),
        ("dir", "Data directory, with journal and snapshots; one server at a time."),
        ("databases", "Number of databases."),
        ("key-shards", "Not in Redis. Number of key shards. Fixed when a data directory is created; another number is refused then."),
        ("appendonly", "Keep a journal: every write is a row in it."),
        ("appendfsync", "When the journal is synced: before the reply, every second, or when the system likes to."),
        ("save", "Take a snapshot when so many seconds have passed and so many changes were made; several pairs. Empty for never."),
        ("auto-aof-rewrite-percentage", "Growth of the journal since it was last rewritten at which it is rewritten; 0 is never."),
        ("auto-aof-rewrite-min-size", "A journal smaller than this is not rewritten for its growth."),
        ("changes-retention-bytes", "Not in Redis. So many bytes of the journal are kept for AKV.CHANGES, beyond what saves need: see [changes](changes.md)."),
        ("changes-retention-seconds", "Not in Redis. The same by age; with both, what either keeps is kept."),
        ("stop-writes-on-bgsave-error", "Refuse writers while the last save has failed, if there are save points. When the journal cannot be written, writers are refused always."),
        ("rdbcompression", "Compress strings of more than 20 bytes in what DUMP answers. Snapshots are not compressed."),
        ("dbfilename", NoFile),
        ("appendfilename", NoFile),
        ("appenddirname", NoFile),
        ("journal", "Not in Redis. Where journal and snapshots are kept: in files of `dir`, or in the PostgreSQL database that `postgres` names."),
        ("postgres", "Not in Redis. How to reach the database, as Npgsql spells it: `Host=db;Database=kv;Username=kv;Password=…`. A secret: CONFIG GET shows stars for the password. Say it in the environment (`ACTORKV_POSTGRES`) or in a file, since a command line is for everybody to see."),
        ("postgres-schema", "Not in Redis. Schema that everything is in; one for each store. Made when it is missing."),
        ("cluster-enabled", "Be a node of the cluster that lives in this schema of the database: [operations](operations/cluster.md). Needs `journal postgres`."),
        ("cluster-node-timeout", "Milliseconds of a node's lease: a node that cannot renew it for so long stops serving, and others take its key shards. The same on all nodes."),
        ("cluster-wait-timeout", "Not in Redis. Milliseconds that a command waits while its key shard moves or has no node; then -TRYAGAIN or -CLUSTERDOWN."),
        ("cluster-port", "Port for the other nodes; 0 is `port` + 10000."),
        ("cluster-announce-ip", "Address that clients and other nodes are told; empty: the one by which this node reaches the database."),
        ("cluster-announce-hostname", "Name that clients are told beside the address."),
        ("cluster-announce-port", "Port that clients are told; 0: `port`."),
        ("cluster-announce-bus-port", "Port that other nodes are told; 0: that of `cluster-port`."),
        ("cluster-config-file", "Kept and reported. What a node knows of the cluster stands in the database."),
        ("maxmemory", "Bytes that the keys may take, beside what the process took at its start (INFO's used_memory); 0: any. Beyond it keys are evicted, or writes refused. Resident memory is larger, by what the garbage collector keeps in hand."),
        ("maxmemory-clients", "Bytes that all connections may hold, or percent of `maxmemory`; 0: any. Beyond it those that hold most are closed."),
        ("maxmemory-policy", "Which keys go when memory is short. An LFU policy makes keys count their accesses (OBJECT FREQ), any other makes them note the time (OBJECT IDLETIME)."),
        ("maxmemory-samples", "Keys that are looked at to find one to evict."),
        ("lfu-log-factor", "How much harder each further step of a key's access counter is."),
        ("lfu-decay-time", "Minutes after which an access counter drops by one; 0 is never."),
        ("list-max-listpack-size", "Largest node of a list: elements, or -1 to -5 for 4, 8, 16, 32 or 64 KiB."),
        ("list-compress-depth", "Kept and reported. Nodes of lists are not compressed."),
        ("hash-max-listpack-entries", "Most fields of a packed hash."), ("hash-max-listpack-value", "Longest field or value of a packed hash, in bytes."),
        ("set-max-intset-entries", "Most members of a set of integers that is an intset."),
        ("set-max-listpack-entries", "Most members of a packed set."), ("set-max-listpack-value", "Longest member of a packed set, in bytes."),
        ("zset-max-listpack-entries", "Most members of a packed sorted set."), ("zset-max-listpack-value", "Longest member of a packed sorted set, in bytes."),
        ("hll-sparse-max-bytes", "Largest sparse HyperLogLog, in bytes."),
        ("stream-node-max-bytes", "Largest node of a stream, in bytes; 0: any."), ("stream-node-max-entries", "Most entries in a node of a stream; 0: any."),
        ("lazyfree-lazy-eviction", FreesNothing), ("lazyfree-lazy-expire", FreesNothing), ("lazyfree-lazy-server-del", FreesNothing),
        ("lazyfree-lazy-user-del", FreesNothing), ("lazyfree-lazy-user-flush", FreesNothing),
        ("hz", "Rounds of upkeep a second: expiry, eviction, saves that are due."),
        ("active-expire-effort", "How much a round looks for keys whose time has come, and how few it leaves."),
        ("slowlog-log-slower-than", "Microseconds from which on SLOWLOG keeps a call; 0 keeps all, -1 none. Below 10000 every call is timed, which costs a GET a tenth more."),
        ("slowlog-max-len", "Slow calls that are kept."),
        ("latency-monitor-threshold", "Milliseconds from which on LATENCY keeps an event; 0 keeps none. Below 10 every call is timed, as above."),
        ("latency-tracking", "Keep histograms of how long calls take, for LATENCY HISTOGRAM and INFO latencystats."),
        ("latency-tracking-info-percentiles", "Percentiles that INFO latencystats tells."),
        ("notify-keyspace-events", "What is told of keys to subscribers: [notifications.md](notifications.md)."), 
        ("busy-reply-threshold", "Milliseconds that a script may run before who wants its keys hears BUSY, and SCRIPT KILL and FUNCTION KILL may end it: [scripting.md](scripting.md)."),
        ("script-memory-limit", "Bytes that the interpreter of a running script may use; 0: any number. A script that wants more gets an error."),
        ("script-instruction-limit", "Instructions of Lua after which a script is stopped, in steps of a hundred thousand or so; 0: never."),
        ("tracking-table-max-keys", "Keys that are remembered for clients that track what they read; 0: any number. Beyond it some key is forgotten, and its readers are told as if it had changed."),
        ("acllog-max-len", "Entries that ACL LOG keeps."),
        ("user", "A user and what it may do, by the rules of ACL SETUSER; one line each. CONFIG GET does not tell them, CONFIG REWRITE writes them. Not together with `aclfile`."),
        ("aclfile", "File of users, a `user` line each, for ACL LOAD and ACL SAVE; relative to `dir`. The default user is what it says there, whatever `requirepass` says. Empty for none."),
        ("acl-pubsub-default", "Channels that a new user may use."),
    ];

    private const string Head = """
        # Configuration

        Every parameter there is, made from the parameter table by a test
        (`ACTORKV_WRITE_DOCS=1 dotnet test tests/ActorKv.Engine.Tests --filter Documentation`). Names, spellings and error texts are those of
        redis-server 7.0.15, and the `redis.conf` of a Redis package loads as it is, as far as it asks for nothing that is missing here.

        ## Where values come from

        `actorkv [conf-file] [-] [--name value …]`. What comes later in this list wins:

        1. the defaults;
        2. the configuration file, in the syntax of `redis.conf`;
        3. standard input, in the same syntax, when there is a `-`;
        4. environment variables: `ACTORKV_MAXMEMORY_POLICY=allkeys-lru` is `maxmemory-policy allkeys-lru`;
        5. the command line: `--maxmemory-policy allkeys-lru`;
        6. CONFIG SET while the server runs, for parameters that may change. CONFIG REWRITE writes the present values into the file.

        Save points alone add up over the file, the environment and the command line; `save ""` takes back what came before. A parameter or
        variable that does not exist, or a value that cannot be had, stops the start with an error that names the line.

        ## What differs from Redis

        - `appendonly yes` and `appendfsync always` are the defaults: a reply means that the write is durable.
        - `dir` is `./data`, since a journal is more than one file.
        - `key-shards`, `changes-retention-…`, `journal`, `postgres…` and `cluster-wait-timeout` are ours.
        - `cluster-…` are fixed at start, but for `cluster-wait-timeout`; `cluster-node-timeout` is 3000.
        - `port` and `bind` are fixed at start.
        - Parameters in the last table have one value here; asking for another is an error rather than a promise that nobody keeps.

        ## Parameters


        """;

    public static string Write()
    {
        ServerOptions defaults = new();
        Dictionary<string, string> meanings = Meanings.ToDictionary(row => row.Name, row => row.Meaning, StringComparer.Ordinal);
        StringBuilder page = new(Head);
        page.Append("*May change*: by CONFIG SET. Amounts of bytes take units: `1k` is 1000, `1kb` 1024.\n\n")
            .Append("| Parameter | Default | Values | May change | What it means here |\n|---|---|---|---|---|\n");
        foreach (ServerParameter parameter in ServerParameterTable.All.Where(parameter => !parameter.IsFixed))
        {
            string alias = parameter.Alias is null ? "" : $" (or `{parameter.Alias}`)";
            page.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}`{alias} | {GeneratedPage.Code(Default(parameter))} | {GeneratedPage.Cell(parameter.Values)} | ")
                .Append(CultureInfo.InvariantCulture, $"{(parameter.Changeable == Changeable.Always ? "yes" : "no")} | {meanings[parameter.Name]} |\n");
        }
        page.Append("\n## Parameters with one value\n\nThey may be set to that value, so that configuration files load, and CONFIG GET tells them.\n\n| Parameter | Value |\n|---|---|\n");
        foreach (ServerParameter parameter in ServerParameterTable.All.Where(parameter => parameter.IsFixed))
            page.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}` | {GeneratedPage.Code(parameter.Print(defaults))} |\n");
        return page.ToString();

        // CONFIG GET prints the whole path, which is another on every machine.
        string Default(ServerParameter parameter) => parameter.Name == "dir" ? defaults.Dir : parameter.Print(defaults);
    }

    /// <summary>Parameters that are explained and do not exist, or exist and are not explained.</summary>
    public static IEnumerable<string> Mismatched()
    {
        HashSet<string> names = [.. Meanings.Select(row => row.Name)];
        names.SymmetricExceptWith(ServerParameterTable.All.Where(parameter => !parameter.IsFixed).Select(parameter => parameter.Name));
        return names;
    }
}
