// Every parameter there is, each on one line: name, range, where it lives, when it may change.
//
// Three groups: parameters that mean something here; names of files that Redis has and we do not, which may be set and change nothing;
// and parameters of Redis that have one possible value here (no replication, no TLS, no modules, no forked children to tune). Clients
// and dashboards read the last by CONFIG GET, and configuration files that spell out Redis' defaults load; asking for anything else
// is an error rather than a promise that nobody keeps.
//
// Unlike in Redis, `port` and `bind` are fixed at start.

using static ActorKv.Engine.Configuration.Changeable;

namespace ActorKv.Engine.Configuration;

internal static class ServerParameterTable
{
    // Nothing longer fits a .NET array, header and line end included.
    private const long LongestBulk = int.MaxValue - 1024;
    private const long Mib = 1 << 20;

    public static IReadOnlyList<ServerParameter> All { get; } =
    [
        // Network
        Number("port", 0, 65535, o => o.Port, (o, v) => o.Port = (int)v, AtStart),
        Row("bind", new WordsKind(), o => o.Bind, (o, v) => o.Bind = v, AtStart),
        YesNo("protected-mode", o => o.ProtectedMode, (o, v) => o.ProtectedMode = v),
        Text("unixsocket", o => o.UnixSocket, (o, v) => o.UnixSocket = v, AtStart),
        Row("unixsocketperm", new OctalKind(0x1FF), o => o.UnixSocketPermissions, (o, v) => o.UnixSocketPermissions = v, AtStart),
        Number("tcp-backlog", 0, int.MaxValue, o => o.TcpBacklog, (o, v) => o.TcpBacklog = (int)v, AtStart),
        Number("tcp-keepalive", 0, int.MaxValue, o => o.TcpKeepAlive, (o, v) => o.TcpKeepAlive = (int)v),
        Number("timeout", 0, int.MaxValue, o => o.Timeout, (o, v) => o.Timeout = (int)v),
        Number("maxclients", 1, uint.MaxValue, o => o.MaxClients, (o, v) => o.MaxClients = v),
        Number("io-threads", 1, 128, o => o.IoThreads, (o, v) => o.IoThreads = (int)v, AtStart),
        Memory("proto-max-bulk-len", Mib, LongestBulk, o => o.ProtoMaxBulkLength, (o, v) => o.ProtoMaxBulkLength = v),
        Memory("client-query-buffer-limit", Mib, long.MaxValue, o => o.ClientQueryBufferLimit, (o, v) => o.ClientQueryBufferLimit = v),
        Row("client-output-buffer-limit", new OutputBufferLimitsKind(), o => o.ClientOutputBufferLimits, (o, v) => o.ClientOutputBufferLimits = v),
        Text("requirepass", o => o.RequirePass, (o, v) => o.RequirePass = v, Always),
        new ServerParameter<IReadOnlyList<IReadOnlyList<string>>>("user", AtStart, new UsersKind(), o => o.Users, (o, v) => o.Users = v) { IsOnlyInFiles = true },
        Text("aclfile", o => o.AclFile, (o, v) => o.AclFile = v, AtStart),
        OneOf("acl-pubsub-default", o => o.AclPubSubDefault, (o, v) => o.AclPubSubDefault = v,
            ("allchannels", AclPubSubDefault.AllChannels), ("resetchannels", AclPubSubDefault.ResetChannels)),

        // Process
        YesNo("daemonize", o => o.Daemonize, (o, v) => o.Daemonize = v, AtStart),
        Text("pidfile", o => o.PidFile, (o, v) => o.PidFile = v, AtStart),
        Text("logfile", o => o.LogFile, (o, v) => o.LogFile = v, AtStart),
        OneOf("loglevel", o => o.LogLevel, (o, v) => o.LogLevel = v,
            ("debug", ServerLogLevel.Debug), ("verbose", ServerLogLevel.Verbose), ("notice", ServerLogLevel.Notice), ("warning", ServerLogLevel.Warning)),
        YesNo("always-show-logo", o => o.AlwaysShowLogo, (o, v) => o.AlwaysShowLogo = v, AtStart),
        Number("shutdown-timeout", 0, int.MaxValue, o => o.ShutdownTimeoutSeconds, (o, v) => o.ShutdownTimeoutSeconds = (int)v),

        // Data
        Row("dir", new TextKind(print: Path.GetFullPath), o => o.Dir, (o, v) => o.Dir = v, Protected),
        Number("databases", 1, int.MaxValue, o => o.Databases, (o, v) => o.Databases = (int)v, AtStart),
        Number("key-shards", 1, 16384, o => o.KeyShards, (o, v) => o.KeyShards = (int)v, AtStart),
        YesNo("appendonly", o => o.AppendOnly, (o, v) => o.AppendOnly = v),
        OneOf("appendfsync", o => o.AppendFsync, (o, v) => o.AppendFsync = v,
            ("everysec", AppendFsync.EverySecond), ("always", AppendFsync.Always), ("no", AppendFsync.No)),
        Row("save", new SavePointsKind(), o => o.Save, (o, v) => o.Save = v),
        Number("auto-aof-rewrite-percentage", 0, int.MaxValue, o => o.AutoAofRewritePercentage, (o, v) => o.AutoAofRewritePercentage = (int)v),
        Memory("auto-aof-rewrite-min-size", 0, long.MaxValue, o => o.AutoAofRewriteMinSize, (o, v) => o.AutoAofRewriteMinSize = v),
        Memory("changes-retention-bytes", 0, long.MaxValue, o => o.ChangesRetentionBytes, (o, v) => o.ChangesRetentionBytes = v),
        Number("changes-retention-seconds", 0, int.MaxValue, o => o.ChangesRetentionSeconds, (o, v) => o.ChangesRetentionSeconds = v),
        YesNo("stop-writes-on-bgsave-error", o => o.StopWritesOnBgSaveError, (o, v) => o.StopWritesOnBgSaveError = v),
        YesNo("rdbcompression", o => o.RdbCompression, (o, v) => o.RdbCompression = v),
        FileName("dbfilename", o => o.DbFileName, (o, v) => o.DbFileName = v, Protected),
        FileName("appendfilename", o => o.AppendFileName, (o, v) => o.AppendFileName = v, AtStart),
        FileName("appenddirname", o => o.AppendDirName, (o, v) => o.AppendDirName = v, AtStart),

        // Where the data is, and the cluster
        OneOf("journal", o => o.Journal, (o, v) => o.Journal = v, AtStart, ("sqlite", JournalMedium.Sqlite), ("postgres", JournalMedium.Postgres)),
        Row("postgres", new ConnectionStringKind(), o => o.Postgres, (o, v) => o.Postgres = v, AtStart),
        Row("postgres-schema", new TextKind(Schema), o => o.PostgresSchema, (o, v) => o.PostgresSchema = v, AtStart),
        YesNo("cluster-enabled", o => o.ClusterEnabled, (o, v) => o.ClusterEnabled = v, AtStart),
        Number("cluster-node-timeout", 100, 600_000, o => o.ClusterNodeTimeout, (o, v) => o.ClusterNodeTimeout = (int)v, AtStart),
        Number("cluster-wait-timeout", 0, 600_000, o => o.ClusterWaitTimeout, (o, v) => o.ClusterWaitTimeout = (int)v),
        Number("cluster-port", 0, 65535, o => o.ClusterPort, (o, v) => o.ClusterPort = (int)v, AtStart),
        Text("cluster-announce-ip", o => o.ClusterAnnounceIp, (o, v) => o.ClusterAnnounceIp = v, AtStart),
        Text("cluster-announce-hostname", o => o.ClusterAnnounceHostname, (o, v) => o.ClusterAnnounceHostname = v, AtStart),
        Number("cluster-announce-port", 0, 65535, o => o.ClusterAnnouncePort, (o, v) => o.ClusterAnnouncePort = (int)v, AtStart),
        Number("cluster-announce-bus-port", 0, 65535, o => o.ClusterAnnounceBusPort, (o, v) => o.ClusterAnnounceBusPort = (int)v, AtStart),
        FileName("cluster-config-file", o => o.ClusterConfigFile, (o, v) => o.ClusterConfigFile = v, AtStart),

        // Memory and encodings
        Memory("maxmemory", 0, long.MaxValue, o => o.MaxMemory, (o, v) => o.MaxMemory = v),
        Row("maxmemory-clients", new MemoryOrPercentKind(), o => o.MaxMemoryClients, (o, v) => o.MaxMemoryClients = v),
        OneOf("maxmemory-policy", o => o.MaxMemoryPolicy, (o, v) => o.MaxMemoryPolicy = v,
            ("volatile-lru", MaxMemoryPolicy.VolatileLru), ("volatile-lfu", MaxMemoryPolicy.VolatileLfu),
            ("volatile-random", MaxMemoryPolicy.VolatileRandom), ("volatile-ttl", MaxMemoryPolicy.VolatileTtl),
            ("allkeys-lru", MaxMemoryPolicy.AllKeysLru), ("allkeys-lfu", MaxMemoryPolicy.AllKeysLfu),
            ("allkeys-random", MaxMemoryPolicy.AllKeysRandom), ("noeviction", MaxMemoryPolicy.NoEviction)),
        Number("maxmemory-samples", 1, int.MaxValue, o => o.MaxMemorySamples, (o, v) => o.MaxMemorySamples = (int)v),
        Number("lfu-log-factor", 0, int.MaxValue, o => o.LfuLogFactor, (o, v) => o.LfuLogFactor = (int)v),
        Number("lfu-decay-time", 0, int.MaxValue, o => o.LfuDecayTime, (o, v) => o.LfuDecayTime = (int)v),
        Number("list-max-listpack-size", int.MinValue, int.MaxValue, o => o.ListMaxListpackSize, (o, v) => o.ListMaxListpackSize = (int)v,
            alias: "list-max-ziplist-size"),
        Number("list-compress-depth", 0, int.MaxValue, o => o.ListCompressDepth, (o, v) => o.ListCompressDepth = (int)v),
        Number("hash-max-listpack-entries", 0, long.MaxValue, o => o.HashMaxListpackEntries, (o, v) => o.HashMaxListpackEntries = v,
            alias: "hash-max-ziplist-entries"),
        Memory("hash-max-listpack-value", 0, long.MaxValue, o => o.HashMaxListpackValue, (o, v) => o.HashMaxListpackValue = v,
            alias: "hash-max-ziplist-value"),
        Number("set-max-intset-entries", 0, long.MaxValue, o => o.SetMaxIntsetEntries, (o, v) => o.SetMaxIntsetEntries = v),
        Number("set-max-listpack-entries", 0, long.MaxValue, o => o.SetMaxListpackEntries, (o, v) => o.SetMaxListpackEntries = v),
        Memory("set-max-listpack-value", 0, long.MaxValue, o => o.SetMaxListpackValue, (o, v) => o.SetMaxListpackValue = v),
        Number("zset-max-listpack-entries", 0, long.MaxValue, o => o.ZsetMaxListpackEntries, (o, v) => o.ZsetMaxListpackEntries = v,
            alias: "zset-max-ziplist-entries"),
        Memory("zset-max-listpack-value", 0, long.MaxValue, o => o.ZsetMaxListpackValue, (o, v) => o.ZsetMaxListpackValue = v,
            alias: "zset-max-ziplist-value"),
        Memory("hll-sparse-max-bytes", 0, long.MaxValue, o => o.HllSparseMaxBytes, (o, v) => o.HllSparseMaxBytes = v),
        Memory("stream-node-max-bytes", 0, long.MaxValue, o => o.StreamNodeMaxBytes, (o, v) => o.StreamNodeMaxBytes = v),
        Number("stream-node-max-entries", 0, long.MaxValue, o => o.StreamNodeMaxEntries, (o, v) => o.StreamNodeMaxEntries = v),
        YesNo("lazyfree-lazy-eviction", o => o.LazyFreeLazyEviction, (o, v) => o.LazyFreeLazyEviction = v),
        YesNo("lazyfree-lazy-expire", o => o.LazyFreeLazyExpire, (o, v) => o.LazyFreeLazyExpire = v),
        YesNo("lazyfree-lazy-server-del", o => o.LazyFreeLazyServerDel, (o, v) => o.LazyFreeLazyServerDel = v),
        YesNo("lazyfree-lazy-user-del", o => o.LazyFreeLazyUserDel, (o, v) => o.LazyFreeLazyUserDel = v),
        YesNo("lazyfree-lazy-user-flush", o => o.LazyFreeLazyUserFlush, (o, v) => o.LazyFreeLazyUserFlush = v),

        // Upkeep and observation. Redis takes any hz and cuts it to 1..500.
        Number("hz", 0, int.MaxValue, o => o.Hz, (o, v) => o.Hz = (int)Math.Clamp(v, 1, 500)),
        Number("active-expire-effort", 1, 10, o => o.ActiveExpireEffort, (o, v) => o.ActiveExpireEffort = (int)v),
        Number("slowlog-log-slower-than", -1, long.MaxValue, o => o.SlowLogSlowerThan, (o, v) => o.SlowLogSlowerThan = v),
        Number("slowlog-max-len", 0, long.MaxValue, o => o.SlowLogMaxLength, (o, v) => o.SlowLogMaxLength = v),
        Number("latency-monitor-threshold", 0, long.MaxValue, o => o.LatencyMonitorThreshold, (o, v) => o.LatencyMonitorThreshold = v),
        YesNo("latency-tracking", o => o.LatencyTracking, (o, v) => o.LatencyTracking = v),
        Row("latency-tracking-info-percentiles", new PercentilesKind(), o => o.LatencyTrackingInfoPercentiles, (o, v) => o.LatencyTrackingInfoPercentiles = v),
        Row("notify-keyspace-events", new KeyspaceEventsKind(), o => o.NotifyKeyspaceEvents, (o, v) => o.NotifyKeyspaceEvents = v),
        Number("busy-reply-threshold", 0, long.MaxValue, o => o.BusyReplyThreshold, (o, v) => o.BusyReplyThreshold = v, alias: "lua-time-limit"),
        Memory("script-memory-limit", 0, long.MaxValue, o => o.ScriptMemoryLimit, (o, v) => o.ScriptMemoryLimit = v),
        Number("script-instruction-limit", 0, long.MaxValue, o => o.ScriptInstructionLimit, (o, v) => o.ScriptInstructionLimit = v),
        Number("tracking-table-max-keys", 0, long.MaxValue, o => o.TrackingTableMaxKeys, (o, v) => o.TrackingTableMaxKeys = v),
        Number("acllog-max-len", 0, long.MaxValue, o => o.AclLogMaxLength, (o, v) => o.AclLogMaxLength = v),

        // How the process shows itself. The values are Redis' defaults, which the redis.conf that comes with Redis spells out.
        Fixed("set-proc-title", "yes"), Fixed("proc-title-template", "{title} {listen-addr} {server-mode}"), Fixed("supervised", "no"),
        Fixed("syslog-enabled", "no"), Fixed("syslog-ident", "redis"), Fixed("syslog-facility", "local0"), Fixed("crash-log-enabled", "yes"),
        Fixed("crash-memcheck-enabled", "yes"), Fixed("disable-thp", "yes"), Fixed("oom-score-adj", "no"), Fixed("oom-score-adj-values", "0 200 800"),
        Fixed("server_cpulist", ""), Fixed("bio_cpulist", ""), Fixed("aof_rewrite_cpulist", ""), Fixed("bgsave_cpulist", ""),
        Fixed("io-threads-do-reads", "no"), Fixed("ignore-warnings", ""), Fixed("shutdown-on-sigint", "default"), Fixed("shutdown-on-sigterm", "default"),
        Fixed("socket-mark-id", "0"), Fixed("bind-source-addr", ""), Fixed("jemalloc-bg-thread", "yes"), Fixed("dynamic-hz", "yes"),

        // Rules that hold always: every row has a checksum, a torn row stops the start, a rewrite needs no child
        Fixed("rdbchecksum", "yes"), Fixed("aof-use-rdb-preamble", "yes"), Fixed("aof-load-truncated", "yes"), Fixed("aof-timestamp-enabled", "no"),
        Fixed("aof-disable-auto-gc", "no"), Fixed("aof-rewrite-incremental-fsync", "yes"), Fixed("rdb-save-incremental-fsync", "yes"),
        Fixed("no-appendfsync-on-rewrite", "no"), Fixed("rdb-del-sync-files", "no"), Fixed("sanitize-dump-payload", "no"),
        Fixed("activerehashing", "yes"), Fixed("activedefrag", "no"), Fixed("maxmemory-eviction-tenacity", "10"),
        Fixed("enable-protected-configs", "no"), Fixed("enable-debug-command", "no"),
        Fixed("enable-module-command", "no"), Fixed("propagation-error-behavior", "ignore"),

        // No replication, no TLS, and a cluster without replicas and gossip: PostgreSQL says who serves what
        Fixed("replicaof", "", "slaveof"), Fixed("masterauth", ""), Fixed("masteruser", ""), Fixed("replica-read-only", "yes", "slave-read-only"),
        Fixed("replica-serve-stale-data", "yes", "slave-serve-stale-data"), Fixed("replica-priority", "100", "slave-priority"),
        Fixed("replica-announced", "yes"), Fixed("replica-announce-ip", "", "slave-announce-ip"), Fixed("replica-announce-port", "0", "slave-announce-port"),
        Fixed("replica-lazy-flush", "no", "slave-lazy-flush"), Fixed("replica-ignore-maxmemory", "yes", "slave-ignore-maxmemory"),
        Fixed("replica-ignore-disk-write-errors", "no"), Fixed("min-replicas-to-write", "0", "min-slaves-to-write"),
        Fixed("min-replicas-max-lag", "10", "min-slaves-max-lag"), Fixed("repl-backlog-size", "1048576"), Fixed("repl-backlog-ttl", "3600"),
        Fixed("repl-disable-tcp-nodelay", "no"), Fixed("repl-diskless-load", "disabled"), Fixed("repl-diskless-sync", "yes"),
        Fixed("repl-diskless-sync-delay", "5"), Fixed("repl-diskless-sync-max-replicas", "0"), Fixed("repl-timeout", "60"),
        Fixed("repl-ping-replica-period", "10", "repl-ping-slave-period"),
        Fixed("cluster-preferred-endpoint-type", "ip"), Fixed("cluster-require-full-coverage", "no"), Fixed("cluster-allow-reads-when-down", "no"),
        Fixed("cluster-allow-pubsubshard-when-down", "yes"), Fixed("cluster-migration-barrier", "1"), Fixed("cluster-allow-replica-migration", "yes"),
        Fixed("cluster-replica-no-failover", "no", "cluster-slave-no-failover"), Fixed("cluster-replica-validity-factor", "10", "cluster-slave-validity-factor"),
        Fixed("cluster-link-sendbuf-limit", "0"), Fixed("cluster-announce-tls-port", "0"),
        Fixed("tls-port", "0"), Fixed("tls-cluster", "no"), Fixed("tls-replication", "no"),
    ];

    private static ServerParameter<T> Row<T>(
        string name, ParameterKind<T> kind, Func<ServerOptions, T> read, Action<ServerOptions, T> write, Changeable changeable = Always, string? alias = null) =>
        new(name, changeable, kind, read, write) { Alias = alias };

    private static ServerParameter<long> Number(
        string name, long min, long max, Func<ServerOptions, long> read, Action<ServerOptions, long> write, Changeable changeable = Always, string? alias = null) =>
        Row(name, new IntegerKind(min, max), read, write, changeable, alias);

    private static ServerParameter<long> Memory(
        string name, long min, long max, Func<ServerOptions, long> read, Action<ServerOptions, long> write, string? alias = null) =>
        Row(name, new MemoryKind(min, max), read, write, Always, alias);

    private static ServerParameter<bool> YesNo(
        string name, Func<ServerOptions, bool> read, Action<ServerOptions, bool> write, Changeable changeable = Always) =>
        Row(name, new YesNoKind(), read, write, changeable);

    private static ServerParameter<string> Text(
        string name, Func<ServerOptions, string> read, Action<ServerOptions, string> write, Changeable changeable) =>
        Row(name, new TextKind(), read, write, changeable);

    private static ServerParameter<T> OneOf<T>(
        string name, Func<ServerOptions, T> read, Action<ServerOptions, T> write, params (string Name, T Value)[] choices) where T : struct, Enum =>
        OneOf(name, read, write, Always, choices);

    private static ServerParameter<T> OneOf<T>(
        string name, Func<ServerOptions, T> read, Action<ServerOptions, T> write, Changeable changeable, params (string Name, T Value)[] choices)
        where T : struct, Enum =>
        Row(name, new OneOfKind<T>(choices), read, write, changeable);

    private static ServerParameter<string> Fixed(string name, string only, string? alias = null) =>
        Row(name, new FixedKind(only), _ => only, (_, _) => { }, Always, alias);

    private static ServerParameter<string> FileName(
        string name, Func<ServerOptions, string> read, Action<ServerOptions, string> write, Changeable changeable)
    {
        return Row(name, new TextKind(Validate), read, write, changeable);

        string? Validate(string file) =>
            file.Length == 0 ? $"{name} can't be empty" : file.Contains('/', StringComparison.Ordinal) ? $"{name} can't be a path, just a filename" : null;
    }

    // 63 bytes are all that PostgreSQL keeps of a name. Plain ones need no quotes, in nobody's scripts.
    private static string? Schema(string name) =>
        name.Length is > 0 and <= 63 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? null
            : "argument must be a name of at most 63 small letters, digits and underscores, and not begin with a digit";
}
