// How long the log of each key shard is that loading it would have to replay, so that snapshots are taken where they save most.

namespace ActorKv.Journal.Postgres.KeyShards;

internal sealed class LogGrowth(int keyShards)
{
    // What a row costs beside its payload.
    private const int RowOverhead = 64;

    private readonly long[] _rows = new long[keyShards];
    private readonly long[] _snapshots = new long[keyShards];

    /// <summary>A row was appended, or replayed.</summary>
    public void Add(int shard, int payload) => Interlocked.Add(ref _rows[shard], payload + RowOverhead);

    /// <summary>Bytes of rows behind the newest snapshot.</summary>
    public long RowsOf(int shard) => Volatile.Read(ref _rows[shard]);

    /// <summary>Loading of a key shard begins.</summary>
    public void Begin(int shard)
    {
        Volatile.Write(ref _rows[shard], 0);
        Volatile.Write(ref _snapshots[shard], 0);
    }

    /// <summary>A part of the newest snapshot was read.</summary>
    public void AddSnapshot(int shard, int bytes) => Interlocked.Add(ref _snapshots[shard], bytes);

    /// <summary>A snapshot was written.</summary>
    /// <param name="shard">Of this key shard.</param>
    /// <param name="bytes">How long it is.</param>
    /// <param name="rows">What <see cref="RowsOf"/> said before.</param>
    public void Snapshotted(int shard, long bytes, long rows)
    {
        Volatile.Write(ref _snapshots[shard], bytes);
        Interlocked.Add(ref _rows[shard], -rows);
    }

    /// <summary>True when the log is longer than the snapshot by so many percent of it, and than so many bytes.</summary>
    public bool IsDue(int shard, long bytes, int percent)
    {
        long rows = RowsOf(shard);
        return rows >= bytes && rows >= Volatile.Read(ref _snapshots[shard]) / 100.0 * percent;
    }
}
