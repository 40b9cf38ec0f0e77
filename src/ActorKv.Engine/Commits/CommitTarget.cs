// Where the writer of the commit queue brings batches: a journal of all key shards together, or one in which each has a log of its own.

namespace ActorKv.Engine.Commits;

/// <summary>A journal, and the batches that it takes.</summary>
internal abstract class CommitTarget
{
    /// <summary>How many batches may be under way at once, none of which <see cref="CommitBatch.Overlaps"/> another.</summary>
    public virtual int MostInFlight => 1;

    public abstract CommitBatch NewBatch();

    /// <summary>Appends a batch, which is complete; one without turns only syncs, and is the only one under way.</summary>
    /// <exception cref="JournalException">Nothing was appended; the same call may work later.</exception>
    /// <exception cref="JournalFencedException">Key shards must be given up.</exception>
    public abstract ValueTask CommitAsync(CommitBatch batch, bool sync);

    /// <summary>Finds out whether the journal can be written.</summary>
    /// <exception cref="JournalException">It cannot.</exception>
    /// <exception cref="JournalFencedException">Key shards must be given up.</exception>
    public abstract ValueTask ProbeAsync();

    /// <summary>Lets buffers go.</summary>
    public virtual void Trim()
    {
        // Most keep none.
    }
}

internal sealed class JournalTarget(IJournal journal) : CommitTarget
{
    public override CommitBatch NewBatch() => new RowBatch();

    public override ValueTask CommitAsync(CommitBatch batch, bool sync) => journal.CommitAsync(((RowBatch)batch).Rows, sync, CancellationToken.None);

    public override ValueTask ProbeAsync() => journal.ProbeAsync(CancellationToken.None);

    public override void Trim() => journal.Trim();
}

/// <param name="journal">The journal.</param>
/// <param name="shards">Number of key shards.</param>
internal sealed class ShardedJournalTarget(IShardedJournal journal, int shards) : CommitTarget
{
    public override int MostInFlight => journal.MostInFlight;

    public override CommitBatch NewBatch() => new ShardBatch(shards);

    public override ValueTask CommitAsync(CommitBatch batch, bool sync) => journal.CommitAsync(((ShardBatch)batch).Rows, sync, CancellationToken.None);

    public override ValueTask ProbeAsync() => journal.ProbeAsync(CancellationToken.None);
}
