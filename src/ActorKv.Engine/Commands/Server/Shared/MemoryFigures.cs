// The server's memory at one moment, for MEMORY STATS and MEMORY DOCTOR. Used is what maxmemory bounds (see the memory section of INFO); what
// tables take of it is overhead, the rest of what came after the start is data. Tables are read beside their turns: the figures may be a few
// keys apart.

using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.Commands.Server.Shared;

internal sealed record MemoryFigures
{
    private readonly GCMemoryInfo _heap = GC.GetGCMemoryInfo();

    public MemoryFigures(Store store)
    {
        Used = store.Evictor.UsedMemory;
        store.Statistics.NoteMemory(Used);
        Peak = store.Statistics.PeakMemory;
        Startup = store.Statistics.StartupMemory;
        Clients = store.Sessions.All.Sum(session => session.Memory);
        JournalBuffer = store.Commits?.PendingBytes ?? 0;
        Databases = [.. Enumerable.Range(0, store.Options.Databases).Select(number => DatabaseTables.Of(store, number)).Where(tables => tables.Keys > 0)];
        Keys = Databases.Sum(tables => tables.Keys);
    }

    public long Used { get; }

    public long Peak { get; }

    public long Startup { get; }

    public long Clients { get; }

    public long JournalBuffer { get; }

    /// <summary>Databases that have keys, ascending.</summary>
    public IReadOnlyList<DatabaseTables> Databases { get; }

    public long Keys { get; }

    public long Overhead => Math.Min(Used, Startup + Clients + JournalBuffer + Databases.Sum(tables => tables.Main + tables.Expiries));

    public long Data => Used - Overhead;

    public long Resident { get; } = Environment.WorkingSet;

    /// <summary>Live data and garbage, as of the last collection.</summary>
    public long Allocated => _heap.HeapSizeBytes - _heap.FragmentedBytes;

    /// <summary>The same with the holes between.</summary>
    public long Active => _heap.HeapSizeBytes;

    /// <summary>What the collector has from the system.</summary>
    public long Committed => _heap.TotalCommittedBytes;

    public static double Ratio(long of, long to) => to > 0 ? (double)of / to : 1;

    public static double Percent(long of, long to) => to > 0 ? 100.0 * of / to : 0;
}

/// <summary>The tables of a database in all key shards: bytes of cells, not of keys and values.</summary>
internal sealed record DatabaseTables(int Number, long Keys, long Main, long Expiries)
{
    public static DatabaseTables Of(Store store, int number)
    {
        long keys = 0, main = 0, expiries = 0;
        foreach (KeyShardState shard in store.States)
        {
            if (shard.Existing(number) is not { } space) continue;
            keys += space.Count;
            main += space.TableMemory;
            expiries += space.Overhead - space.TableMemory;
        }
        return new DatabaseTables(number, keys, main, expiries);
    }
}
