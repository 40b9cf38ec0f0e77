// The database of a cluster of stores in one process: the logs of all key shards, and who may write them.

using ActorKv.Engine.Commits;

namespace ActorKv.Cluster.Tests.Testing;

internal sealed class SharedLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<JournalRow>> _rows = [];
    private readonly Dictionary<int, long> _epochs = [];

    /// <summary>Rows of a key shard, in order.</summary>
    public IReadOnlyList<JournalRow> Rows(int shard)
    {
        lock (_lock) return _rows.TryGetValue(shard, out List<JournalRow>? rows) ? [.. rows] : [];
    }

    /// <summary>From now on only this epoch may write.</summary>
    public void Fence(int shard, long epoch)
    {
        lock (_lock) _epochs[shard] = epoch;
    }

    public IShardedJournal NewJournal() => new Journal(this);

    private void Append(ReadOnlySpan<ShardRow> rows)
    {
        lock (_lock)
        {
            foreach (ShardRow row in rows)
                if (_epochs.GetValueOrDefault(row.Shard) != row.Epoch) throw new JournalFencedException($"key shard {row.Shard} has another owner", outcomeUnknown: false);
            foreach (ShardRow row in rows)
            {
                if (!_rows.TryGetValue(row.Shard, out List<JournalRow>? kept)) _rows.Add(row.Shard, kept = []);
                kept.Add(row.Row with { Payload = row.Row.Payload.ToArray() });
            }
        }
    }

    private sealed class Journal(SharedLog log) : IShardedJournal
    {
        public int MostInFlight => 1;

        public ValueTask CommitAsync(ReadOnlyMemory<ShardRow> rows, bool sync, CancellationToken cancellation)
        {
            log.Append(rows.Span);
            return ValueTask.CompletedTask;
        }

        public ValueTask ProbeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

        public void Dispose()
        {
        }
    }
}
