// A journal that keeps nothing: for stores that live in memory, and for those whose host persists turns elsewhere.
//
// It counts on, so that log sequence numbers go the way they go over a medium, and it has nothing to read back. A store over it must not
// journal (appendonly no): a key shard that restarts from a journal would come back empty.

namespace ActorKv.Engine.Commits;

/// <summary>Takes every commit at once and forgets it.</summary>
public sealed class NoJournal : IJournal
{
    private long _last;

    /// <inheritdoc/>
    public long LastLsn => Volatile.Read(ref _last);

    /// <summary>0.</summary>
    public long SizeInBytes => 0;

    /// <inheritdoc/>
    public ValueTask CommitAsync(ReadOnlyMemory<JournalRow> rows, bool sync, CancellationToken cancellation)
    {
        long last = _last;
        foreach (JournalRow row in rows.Span)
        {
            if (row.FirstLsn != last + 1) throw new ArgumentException($"Row {row.FirstLsn} does not follow {last}.", nameof(rows));
            last = row.LastLsn;
        }
        Volatile.Write(ref _last, last);
        return ValueTask.CompletedTask;
    }

    /// <summary>It can always take rows.</summary>
    public ValueTask ProbeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>No rows.</summary>
    public IEnumerable<JournalRow> Read(long afterLsn) => [];

    /// <inheritdoc/>
    public string WayOut(long lsn) => "nothing is kept, so there is nothing to give up.";

    /// <inheritdoc/>
    public bool DeleteThrough(long throughLsn)
    {
        if (throughLsn > _last) Volatile.Write(ref _last, throughLsn);
        return false;
    }

    /// <summary>Nothing is to be closed.</summary>
    public void Dispose()
    {
    }
}
