// The state of one key shard: a keyspace for every database, made when its first key arrives. The state has no lock: whoever holds the
// key shard (its turn) is alone inside. `Holder` makes a turn that reaches outside the shards it holds fail at once instead of racing.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Keyspaces;

internal sealed class KeyShardState(int index, int databases, ulong seed)
{
    private Keyspace?[] _databases = new Keyspace?[databases];
    private SortedDictionary<string, byte[]>? _libraries;

    public int Index { get; } = index;

    public int Databases => _databases.Length;

    /// <summary>The turn that is inside now, or null.</summary>
    public KeyTurn? Holder { get; set; }

    /// <summary>Number of keys that sessions block on. While it is zero, new keys need not be reported as ready.</summary>
    public int WaitedKeys { get; set; }

    /// <summary>Keys removed because their time had come, since the start.</summary>
    public long ExpiredKeys { get; set; }

    /// <summary>Keys removed because memory was short, since the start.</summary>
    public long EvictedKeys { get; set; }

    /// <summary>Bytes of all keys in all databases: <see cref="Keyspace.Memory"/>.</summary>
    public long Memory
    {
        get
        {
            long bytes = 0;
            foreach (Keyspace? space in _databases) bytes += space?.Memory ?? 0;
            return bytes;
        }
    }

    /// <summary>Lookups by reading commands that found their key, and that did not.</summary>
    public long Hits { get; set; }

    public long Misses { get; set; }

    /// <summary>The keyspace of a database, made if need be.</summary>
    public Keyspace this[int database] => _databases[database] ??= new Keyspace(seed);

    /// <summary>The keyspace of a database, or null when it never had a key.</summary>
    public Keyspace? Existing(int database) => _databases[database];

    /// <summary>Texts of function libraries by name. One key shard of a node has them: <see cref="Commands.Scripting.LibraryCommand"/>.</summary>
    public SortedDictionary<string, byte[]> Libraries => _libraries ??= new SortedDictionary<string, byte[]>(StringComparer.Ordinal);

    public bool HasLibraries => _libraries is { Count: > 0 };

    public void Swap(int first, int second) => (_databases[first], _databases[second]) = (_databases[second], _databases[first]);

    /// <summary>Replaces everything by what <paramref name="other"/> holds (a shard that restarted from its journal).</summary>
    public void TakeOver(KeyShardState other)
    {
        _databases = other._databases;
        _libraries = other._libraries;
        other._libraries = null;
        other._databases = new Keyspace?[_databases.Length];
    }

    /// <summary>Drops one database's keys at once and returns them, so that the host can let them go in steps.</summary>
    public Keyspace? Detach(int database)
    {
        Keyspace? detached = _databases[database];
        _databases[database] = null;
        return detached;
    }

    public bool IsEmpty
    {
        get
        {
            foreach (Keyspace? space in _databases)
                if (space is { Count: > 0 }) return false;
            return !HasLibraries;
        }
    }
}
