// A journal of key shards in memory that tests can stop, break and fence. It refuses rows whose numbers leave a gap, and key shards at another epoch
// than it was told.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Tests.KeyShards;

internal sealed class MemoryShardedJournal : IShardedJournal
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _open = new(true);
    private readonly Dictionary<int, List<JournalRow>> _rows = [];

    /// <summary>Commits fail with this while it is set.</summary>
    public string? Fault { get; set; }

    /// <summary>True when it is not known of commits that fail whether they were taken.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>The next commit ends with this, once.</summary>
    public JournalFencedException? Fence { get; set; }

    /// <summary>True when a commit that is fenced is taken all the same.</summary>
    public bool AppendsBeforeFence { get; set; }

    /// <summary>The epoch at which each key shard is owned.</summary>
    public Dictionary<int, long> Epochs { get; } = [];

    public int Commits { get; private set; }

    public int Syncs { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Waits here for a commit to arrive, once <see cref="Stop"/> was called.</summary>
    public ManualResetEventSlim Arrived { get; } = new();

    /// <summary>Commits wait from here on, as for a slow database.</summary>
    public void Stop()
    {
        Arrived.Reset();
        _open.Reset();
    }

    public void GoOn() => _open.Set();

    public List<JournalRow> RowsOf(int shard)
    {
        lock (_lock) return _rows.TryGetValue(shard, out List<JournalRow>? rows) ? [.. rows] : [];
    }

    /// <summary>Another node writes to a key shard, or damages it.</summary>
    public void Change(int shard, Action<List<JournalRow>> change)
    {
        lock (_lock) change(_rows[shard]);
    }

    public ValueTask CommitAsync(ReadOnlyMemory<ShardRow> rows, bool sync, CancellationToken cancellation)
    {
        Arrived.Set();
        _open.Wait(cancellation);
        if (Fence is { } fence)
        {
            Fence = null;
            if (AppendsBeforeFence) Append(rows);
            throw fence;
        }
        if (Fault is { } fault) throw new JournalException(fault) { IsUnreachable = IsUnreachable };
        Append(rows);
        Commits++;
        if (sync) Syncs++;
        return ValueTask.CompletedTask;
    }

    public ValueTask ProbeAsync(CancellationToken cancellation) => Fault is { } fault ? throw new JournalException(fault) : ValueTask.CompletedTask;

    public void Dispose() => IsDisposed = true;

    private void Append(ReadOnlyMemory<ShardRow> rows)
    {
        lock (_lock)
        {
            HashSet<int> seen = [];
            foreach (ShardRow row in rows.Span)
            {
                if (!seen.Add(row.Shard)) throw new ArgumentException($"Key shard {row.Shard} has two rows in one commit.", nameof(rows));
                if (Epochs.GetValueOrDefault(row.Shard) != row.Epoch) throw new ArgumentException($"Key shard {row.Shard} is not owned at epoch {row.Epoch}.", nameof(rows));
                List<JournalRow> log = _rows.TryGetValue(row.Shard, out List<JournalRow>? known) ? known : _rows[row.Shard] = [];
                long last = log.Count == 0 ? 0 : log[^1].LastLsn;
                if (row.Row.FirstLsn != last + 1) throw new ArgumentException($"Row {row.Row.FirstLsn} of key shard {row.Shard} does not follow {last}.", nameof(rows));
                log.Add(row.Row with { Payload = row.Row.Payload.ToArray() });
            }
        }
    }
}
