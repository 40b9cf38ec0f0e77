// What an embedded store is told. The common settings are properties; every other parameter of redis.conf goes by its name through
// Parameters, and is checked by the table that checks the server's configuration: ParameterMapping.

namespace ActorKv.Hosting;

/// <summary>How an embedded store keeps its data, and where it listens. Checked when the store is opened.</summary>
public sealed class ActorKvOptions
{
    /// <summary>The directory of journal and snapshots; made when it is missing, and held by one store at a time. Required unless
    /// <see cref="InMemory"/>.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>Keeps nothing: the data ends with the store. For tests, and for caches. Default: false.</summary>
    public bool InMemory { get; set; }

    /// <summary>Listens for RESP clients on this TCP port, 1 to 65535. Default: null, which does not listen.</summary>
    public int? Port { get; set; }

    /// <summary>Addresses to listen on, when <see cref="Port"/> is set. Default: the loopback interface.</summary>
    public IList<string> Bind { get; } = ["127.0.0.1", "-::1"];

    /// <summary>Listens for RESP clients on this Unix socket. Default: null, which does not.</summary>
    public string? UnixSocket { get; set; }

    /// <summary>When a write is durable. Default: <see cref="KvFsync.Always"/>, before it is answered.</summary>
    public KvFsync AppendFsync { get; set; } = KvFsync.Always;

    /// <summary>Number of databases, at least 1. Default: 16.</summary>
    public int Databases { get; set; } = 16;

    /// <summary>Number of key shards, 1 to 16384; fixed when a data directory is made. Default: 256.</summary>
    public int KeyShards { get; set; } = 256;

    /// <summary>Bytes that keys and values may take; 0 is no limit, the default.</summary>
    public long MaxMemory { get; set; }

    /// <summary>What goes when <see cref="MaxMemory"/> is reached. Default: nothing, and writes are refused.</summary>
    public KvEviction MaxMemoryPolicy { get; set; } = KvEviction.NoEviction;

    /// <summary>When a snapshot is taken by itself. Default, as for a server: after an hour and 1 change, 5 minutes and 100, a minute and 10,000. A
    /// store in memory takes none.</summary>
    public IList<KvSavePoint> SavePoints { get; } = [new(TimeSpan.FromHours(1), 1), new(TimeSpan.FromMinutes(5), 100), new(TimeSpan.FromMinutes(1), 10_000)];

    /// <summary>Any parameter of redis.conf by its name, with its words as in the file: <c>o.Parameters["notify-keyspace-events"] = "KEA"</c>.
    /// What is said here wins over the properties. docs/configuration.md lists all of them.</summary>
    public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>When what was written is safe.</summary>
public enum KvFsync
{
    /// <summary>Before it is answered.</summary>
    Always,

    /// <summary>A second after it was answered, at most.</summary>
    EverySecond,

    /// <summary>When the operating system likes. A crash of the process alone loses about a second of it.</summary>
    No,
}

/// <summary>Which keys go when memory is short.</summary>
public enum KvEviction
{
    /// <summary>None: writes that need memory are refused.</summary>
    NoEviction,

    /// <summary>Those used longest ago.</summary>
    AllKeysLru,

    /// <summary>Those used least often.</summary>
    AllKeysLfu,

    /// <summary>Any.</summary>
    AllKeysRandom,

    /// <summary>Of the keys that expire, those used longest ago.</summary>
    VolatileLru,

    /// <summary>Of the keys that expire, those used least often.</summary>
    VolatileLfu,

    /// <summary>Of the keys that expire, any.</summary>
    VolatileRandom,

    /// <summary>Of the keys that expire, those that expire first.</summary>
    VolatileTtl,
}

/// <summary>Take a snapshot when so much time has passed since the last one, and so many changes were made.</summary>
/// <param name="After">Whole seconds, at least 1.</param>
/// <param name="Changes">At least 1.</param>
public readonly record struct KvSavePoint(TimeSpan After, int Changes);
