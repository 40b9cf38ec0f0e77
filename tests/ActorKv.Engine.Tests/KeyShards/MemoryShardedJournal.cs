// A journal of key shards in memory that tests can stop, break and fence. It refuses rows whose numbers leave a gap, key shards at another epoch than it was
// told, and commits beside others that may not be.

using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Tests.KeyShards;

internal sealed class MemoryShardedJournal : IShardedJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<JournalRow>> _rows = [];
    private readonly List<UnderWay> _underWay = [];
    private bool _isStopped;

    /// <summary>Commits fail with this while it is set.</summary>
    public string? Fault { get; set; }

    /// <summary>True when it is not known of commits that fail whether they were taken.</summary>
    public bool IsUnreachable { get; set; }

    /// <summary>The next commit ends with this, once.</summary>
    public JournalFencedException? Fence { get; set; }

    /// <summary>True when a commit that is fenced is taken all the same.</summary>
    public bool AppendsBeforeFence { get; set; }

    public int MostInFlight { get; init; } = 1;

    /// <summary>Commits end on other threads than the one that began them, later.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The most commits that were under way at once.</summary>
    public int MostSeen { get; private set; }

    /// <summary>The epoch at which each key shard is owned.</summary>
    public Dictionary<int, long> Epochs { get; } = [];

    public int Syncs { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Waits here for a commit to arrive, once <see cref="Stop"/> was called.</summary>
    public ManualResetEventSlim Arrived { get; } = new();

    /// <summary>Commits wait from here on, as for a slow database.</summary>
    public void Stop()
    {
        Arrived.Reset();
        lock (_lock) _isStopped = true;
    }

    public void GoOn()
    {
        lock (_lock)
        {
            _isStopped = false;
            foreach (UnderWay commit in _underWay) commit.Go.TrySetResult();
        }
    }

    /// <summary>True while a commit to this key shard waits.</summary>
    public bool Holds(int shard)
    {
        lock (_lock) return _underWay.Exists(commit => commit.Shards.Contains(shard) && !commit.Go.Task.IsCompleted);
    }

    /// <summary>Lets the commit to a key shard go on that waits.</summary>
    /// <param name="shard">The key shard.</param>
    /// <param name="failure">What it ends with; null when it is taken.</param>
    public void GoOn(int shard, Exception? failure = null)
    {
        lock (_lock)
        {
            UnderWay commit = _underWay.Single(commit => commit.Shards.Contains(shard));
            if (failure is null) commit.Go.SetResult();
            else commit.Go.SetException(failure);
        }
    }

    public List<JournalRow> RowsOf(int shard)
    {
        lock (_lock) return _rows.TryGetValue(shard, out List<JournalRow>? rows) ? [.. rows] : [];
    }

    /// <summary>Another node writes to a key shard, or damages it.</summary>
    public void Change(int shard, Action<List<JournalRow>> change)
    {
        lock (_lock) change(_rows[shard]);
    }

    public async ValueTask CommitAsync(ReadOnlyMemory<ShardRow> rows, bool sync, CancellationToken cancellation)
    {
        UnderWay commit = Begin(rows.Span, sync);
        try
        {
            Arrived.Set();
            if (IsRemote) await Task.Yield();
            await commit.Go.Task;
            if (TakeFence() is { } fence)
            {
                if (AppendsBeforeFence) Append(rows);
                throw fence;
            }
            if (Fault is { } fault) throw new JournalException(fault) { IsUnreachable = IsUnreachable };
            Append(rows);
            lock (_lock) Syncs += sync ? 1 : 0;
        }
        finally
        {
            lock (_lock) _underWay.Remove(commit);
        }
    }

    public ValueTask ProbeAsync(CancellationToken cancellation) => Fault is { } fault ? throw new JournalException(fault) : ValueTask.CompletedTask;

    public void Dispose() => IsDisposed = true;

    private UnderWay Begin(ReadOnlySpan<ShardRow> rows, bool sync)
    {
        HashSet<int> shards = [];
        foreach (ShardRow row in rows) shards.Add(row.Shard);
        UnderWay commit = new(shards, sync);
        lock (_lock)
        {
            if (_underWay.Exists(other => shards.Count == 0 || !sync || !other.IsSync || other.Shards.Overlaps(shards)))
                throw new ArgumentException("This commit may not be beside those under way.", nameof(rows));
            _underWay.Add(commit);
            MostSeen = Math.Max(MostSeen, _underWay.Count);
            if (!_isStopped) commit.Go.SetResult();
        }
        return commit;
    }

    private JournalFencedException? TakeFence()
    {
        lock (_lock)
        {
            JournalFencedException? fence = Fence;
            Fence = null;
            return fence;
        }
    }

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

    private sealed record UnderWay(HashSet<int> Shards, bool IsSync)
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
