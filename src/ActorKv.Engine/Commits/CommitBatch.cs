// What the commit queue gathers until the writer takes it: the payloads of journal rows, written in place as turns end.
//
//   RowBatch      one row, whatever key shards its turns held          a node that stands alone
//   ShardBatch    a row for each key shard that its turns held         a node of a cluster

using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Commits;

internal abstract class CommitBatch
{
    /// <summary>Bytes gathered.</summary>
    public int Length { get; protected set; }

    public int Turns { get; private set; }

    /// <summary>LSN of the first turn.</summary>
    public long FirstLsn { get; private set; }

    public long LastLsn => FirstLsn + Turns - 1;

    /// <summary>Bytes that the buffers hold, whether used or not.</summary>
    public abstract int Capacity { get; }

    /// <summary>Adds a turn.</summary>
    /// <param name="lsn">Its number, which follows that of the turn before.</param>
    /// <param name="shard">The key shard that it holds; null when rows are not kept by key shards.</param>
    /// <param name="effects">What it did.</param>
    public void Add(long lsn, KeyShard? shard, ReadOnlySpan<byte> effects)
    {
        if (Turns++ == 0) FirstLsn = lsn;
        Append(shard, effects);
    }

    /// <summary>Makes the rows that are to be committed. Nothing may be added any more.</summary>
    /// <param name="takenBack">Number of turns before it that the journal never got.</param>
    /// <param name="time">Unix milliseconds.</param>
    public abstract void Complete(long takenBack, long time);

    /// <summary>True when both may hold turns of the same key shard, so that one must be in the journal before the other is sent there.</summary>
    public virtual bool Overlaps(CommitBatch other) => true;

    public virtual void Clear() => Length = Turns = 0;

    protected abstract void Append(KeyShard? shard, ReadOnlySpan<byte> effects);
}
