// The port behind which the key shards of a cluster keep their logs: each has one of its own, so that it can go to another node with it.
//
//   row of a key shard := its number, the epoch at which the writer owns it, and a journal row whose numbers are the key shard's own
//
// A commit is the turns of many key shards, all or none. It appends nothing unless the writer owns each of them, at that epoch, in the moment
// of the commit: so a node that was paused or cut off can never add a turn to a key shard that has moved.

namespace ActorKv.Engine.Commits;

/// <summary>A run of turns of one key shard.</summary>
/// <param name="Shard">The key shard.</param>
/// <param name="Epoch">The epoch at which the writer owns it.</param>
/// <param name="Row">The turns. Its LSNs count the turns of this key shard alone: 1 is the first that it ever had, and there are no gaps.</param>
public readonly record struct ShardRow(int Shard, long Epoch, JournalRow Row);

/// <summary>Where commits of a node of a cluster go. One thread begins them, and may begin some before others have ended.</summary>
public interface IShardedJournal : IDisposable
{
    /// <summary>How many commits may be under way at once, at least 1. Those that are have no key shard in common, all sync, and end in any order.</summary>
    int MostInFlight { get; }

    /// <summary>Appends rows, at most one of each key shard, all or none. When it returns they survive a crash of this process; with
    /// <paramref name="sync"/> they and all that came before also survive one of the database's machine. No rows with <paramref name="sync"/> does
    /// only the latter.</summary>
    /// <exception cref="JournalException">Nothing was appended; the same call may work later.</exception>
    /// <exception cref="JournalFencedException">The writer must give its key shards up.</exception>
    ValueTask CommitAsync(ReadOnlyMemory<ShardRow> rows, bool sync, CancellationToken cancellation);

    /// <summary>Finds out whether rows can be taken. For the time after a failed commit.</summary>
    /// <exception cref="JournalException">They cannot.</exception>
    /// <exception cref="JournalFencedException">The writer must give its key shards up.</exception>
    ValueTask ProbeAsync(CancellationToken cancellation);
}

/// <summary>The writer does not own its key shards any more, or could not learn in time whether its commit was taken: it must give up what it holds of
/// them, and may take them over again from the journal.</summary>
public sealed class JournalFencedException : Exception
{
    /// <param name="message">Why.</param>
    /// <param name="outcomeUnknown">True when the rows may have been appended, false when they were not and never will be.</param>
    /// <param name="cause">What failed, if something did.</param>
    public JournalFencedException(string message, bool outcomeUnknown, Exception? cause = null) : base(message, cause) => OutcomeUnknown = outcomeUnknown;

    /// <summary>True when the rows may have been appended.</summary>
    public bool OutcomeUnknown { get; }
}
