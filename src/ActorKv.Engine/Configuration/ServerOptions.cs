// What the server is told to do, as plain values. Engine and server read them where they need them; nobody but ServerParameters writes
// them once the server runs.
//
// Every property is at most one machine word (a number, a flag, a reference to something immutable), so a reader on any thread sees the
// old value or the new one, never a mixture, and takes no lock. Who must act when a value changes asks ServerParameters.OnChange.
//
// The defaults are those of redis-server 7.0.15, but for three: `appendonly yes` and `appendfsync always`, since a reply means that the
// write is durable, and `dir ./data`, since a journal is more than one file. In a cluster a fourth: `cluster-node-timeout` is the lease of a node.

using ActorKv.Core.Turns;

namespace ActorKv.Engine.Configuration;

internal sealed class ServerOptions
{
    // Network
    public int Port { get; set; } = 6379;
    public IReadOnlyList<string> Bind { get; set; } = ["*", "-::*"];
    public bool ProtectedMode { get; set; } = true;
    public string UnixSocket { get; set; } = "";
    /// <summary>Access bits of the unix socket; 0 leaves them to the umask.</summary>
    public int UnixSocketPermissions { get; set; }
    public int TcpBacklog { get; set; } = 511;
    /// <summary>Seconds between keep-alive probes; 0 sends none.</summary>
    public int TcpKeepAlive { get; set; } = 300;
    /// <summary>Seconds after which an idle client is disconnected; 0 is never.</summary>
    public int Timeout { get; set; }
    public long MaxClients { get; set; } = 10_000;
    public int IoThreads { get; set; } = 1;
    public long ProtoMaxBulkLength { get; set; } = 512L << 20;
    public long ClientQueryBufferLimit { get; set; } = 1L << 30;
    public OutputBufferLimits ClientOutputBufferLimits { get; set; } = OutputBufferLimits.Default;
    /// <summary>Empty when clients need no password.</summary>
    public string RequirePass { get; set; } = "";
    /// <summary>Users as they were configured: a name and its rules each. CONFIG REWRITE brings them up to date.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Users { get; set; } = [];
    /// <summary>File of users, within <see cref="Dir"/> unless its path is whole; empty for none.</summary>
    public string AclFile { get; set; } = "";
    public AclPubSubDefault AclPubSubDefault { get; set; }

    // Process
    public bool Daemonize { get; set; }
    public string PidFile { get; set; } = "";
    /// <summary>Empty for standard output.</summary>
    public string LogFile { get; set; } = "";
    public ServerLogLevel LogLevel { get; set; } = ServerLogLevel.Notice;
    public bool AlwaysShowLogo { get; set; }
    public int ShutdownTimeoutSeconds { get; set; } = 10;

    // Data
    public string Dir { get; set; } = "./data";
    public int Databases { get; set; } = 16;
    /// <summary>Number of key shards; fixed when a data directory is created.</summary>
    public int KeyShards { get; set; } = 256;
    public bool AppendOnly { get; set; } = true;
    public AppendFsync AppendFsync { get; set; } = AppendFsync.Always;
    public IReadOnlyList<SavePoint> Save { get; set; } = [new(3600, 1), new(300, 100), new(60, 10_000)];
    /// <summary>Growth, in percent of the journal's size after its last rewrite, at which it is rewritten; 0 is never.</summary>
    public int AutoAofRewritePercentage { get; set; } = 100;
    public long AutoAofRewriteMinSize { get; set; } = 64L << 20;
    /// <summary>Bytes of the journal that are kept for AKV.CHANGES behind saves that need them no more; 0 for none.</summary>
    public long ChangesRetentionBytes { get; set; }
    /// <summary>The same in seconds. Where both are given, what either keeps is kept.</summary>
    public long ChangesRetentionSeconds { get; set; }
    public bool StopWritesOnBgSaveError { get; set; } = true;
    public bool RdbCompression { get; set; } = true;
    /// <summary>Accepted so that configuration files of Redis load; the journal and the snapshots have names of their own.</summary>
    public string DbFileName { get; set; } = "dump.rdb";
    /// <inheritdoc cref="DbFileName"/>
    public string AppendFileName { get; set; } = "appendonly.aof";
    /// <inheritdoc cref="DbFileName"/>
    public string AppendDirName { get; set; } = "appendonlydir";

    // Where the data is, and the cluster
    public JournalMedium Journal { get; set; }
    /// <summary>How to reach the database; a secret, as it may hold a password. Empty for none.</summary>
    public string Postgres { get; set; } = "";
    /// <summary>The schema of the database that everything is in; made when it is missing.</summary>
    public string PostgresSchema { get; set; } = "actorkv";
    public bool ClusterEnabled { get; set; }
    /// <summary>The lease of a node in milliseconds: so long after its last sign of life others take its key shards.</summary>
    public int ClusterNodeTimeout { get; set; } = 3000;
    /// <summary>Milliseconds that a command may wait for its key shard to be somewhere.</summary>
    public int ClusterWaitTimeout { get; set; } = 5000;
    /// <summary>Where other nodes connect; 0: <see cref="Port"/> + 10000.</summary>
    public int ClusterPort { get; set; }
    /// <summary>The address that clients and other nodes are told; empty: that by which the node reaches its database.</summary>
    public string ClusterAnnounceIp { get; set; } = "";
    /// <summary>The name that clients are told beside the address; empty for none.</summary>
    public string ClusterAnnounceHostname { get; set; } = "";
    /// <summary>The port that clients are told; 0: <see cref="Port"/>.</summary>
    public int ClusterAnnouncePort { get; set; }
    /// <summary>The port that other nodes are told; 0: that of <see cref="ClusterPort"/>.</summary>
    public int ClusterAnnounceBusPort { get; set; }
    /// <inheritdoc cref="DbFileName"/>
    public string ClusterConfigFile { get; set; } = "nodes.conf";

    // Memory and encodings
    public long MaxMemory { get; set; }
    /// <summary>Bytes that all connections may hold, 0 for any; negative: percent of <see cref="MaxMemory"/>.</summary>
    public long MaxMemoryClients { get; set; }
    public MaxMemoryPolicy MaxMemoryPolicy { get; set; } = MaxMemoryPolicy.NoEviction;
    public int MaxMemorySamples { get; set; } = 5;
    public int LfuLogFactor { get; set; } = 10;
    public int LfuDecayTime { get; set; } = 1;
    public int ListMaxListpackSize { get; set; } = -2;
    public int ListCompressDepth { get; set; }
    public long HashMaxListpackEntries { get; set; } = 512;
    public long HashMaxListpackValue { get; set; } = 64;
    public long SetMaxIntsetEntries { get; set; } = 512;
    public long SetMaxListpackEntries { get; set; } = 128;
    public long SetMaxListpackValue { get; set; } = 64;
    public long ZsetMaxListpackEntries { get; set; } = 128;
    public long ZsetMaxListpackValue { get; set; } = 64;
    public long HllSparseMaxBytes { get; set; } = 3000;
    public long StreamNodeMaxBytes { get; set; } = 4096;
    public long StreamNodeMaxEntries { get; set; } = 100;
    public bool LazyFreeLazyEviction { get; set; }
    public bool LazyFreeLazyExpire { get; set; }
    public bool LazyFreeLazyServerDel { get; set; }
    public bool LazyFreeLazyUserDel { get; set; }
    public bool LazyFreeLazyUserFlush { get; set; }

    // Upkeep and observation
    /// <summary>Rounds of upkeep a second, 1 to 500.</summary>
    public int Hz { get; set; } = 10;
    /// <summary>1 to 10: how much work a round of active expiry may do.</summary>
    public int ActiveExpireEffort { get; set; } = 1;
    /// <summary>Microseconds; negative logs nothing, 0 everything.</summary>
    public long SlowLogSlowerThan { get; set; } = 10_000;
    public long SlowLogMaxLength { get; set; } = 128;
    /// <summary>Milliseconds; 0 watches nothing.</summary>
    public long LatencyMonitorThreshold { get; set; }
    public bool LatencyTracking { get; set; } = true;
    public IReadOnlyList<double> LatencyTrackingInfoPercentiles { get; set; } = [50, 99, 99.9];
    public KeyEvents NotifyKeyspaceEvents { get; set; }
    /// <summary>Milliseconds after which a script counts as slow and others are answered BUSY.</summary>
    public long BusyReplyThreshold { get; set; } = 5000;
    public long ScriptMemoryLimit { get; set; } = 256L * 1024 * 1024;
    public long ScriptInstructionLimit { get; set; }
    public long TrackingTableMaxKeys { get; set; } = 1_000_000;
    public long AclLogMaxLength { get; set; } = 128;
}

/// <summary>Channels of a new user: none, or all.</summary>
internal enum AclPubSubDefault { ResetChannels, AllChannels }

/// <summary>Where journal and snapshots are kept.</summary>
internal enum JournalMedium { Sqlite, Postgres }

internal enum AppendFsync { EverySecond, Always, No }

internal enum ServerLogLevel { Debug, Verbose, Notice, Warning }

internal enum MaxMemoryPolicy { VolatileLru, VolatileLfu, VolatileRandom, VolatileTtl, AllKeysLru, AllKeysLfu, AllKeysRandom, NoEviction }

/// <summary>Save when <paramref name="Changes"/> changes have been made and <paramref name="Seconds"/> have passed.</summary>
internal readonly record struct SavePoint(long Seconds, int Changes);

/// <summary>How many bytes of replies may wait for a client: <paramref name="Hard"/> at once, <paramref name="Soft"/> for
/// <paramref name="SoftSeconds"/>; 0 is no limit.</summary>
internal readonly record struct OutputBufferLimit(long Hard, long Soft, long SoftSeconds);

internal sealed record OutputBufferLimits(OutputBufferLimit Normal, OutputBufferLimit Replica, OutputBufferLimit PubSub)
{
    public static OutputBufferLimits Default { get; } = new(default, new(256 << 20, 64 << 20, 60), new(32 << 20, 8 << 20, 60));
}
