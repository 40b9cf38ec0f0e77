// A batch on its way into the journal.

using System.Diagnostics;

namespace ActorKv.Engine.Commits;

/// <param name="batch">What is being committed.</param>
/// <param name="last">LSN of the last turn that is durable once it is; of an empty batch that of the turn before it.</param>
/// <param name="sync">Whether it is synced.</param>
internal sealed class CommitFlight(CommitBatch batch, long last, bool sync)
{
    private Task<Exception?>? _attempt;

    public CommitBatch Batch { get; } = batch;

    public long Last { get; } = last;

    public bool Sync { get; } = sync;

    /// <summary>True when nothing is written: what was committed before is synced.</summary>
    public bool IsEmpty => Batch.Turns == 0;

    /// <summary>When it began, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>When the journal had taken it, in the same ticks.</summary>
    public long Taken { get; private set; }

    public bool HasEnded => _attempt is not { IsCompleted: false };

    /// <summary>Sends the batch and does not wait.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="onEnd">Called when the attempt has ended, by any thread, unless it has ended at once.</param>
    public void Begin(CommitTarget target, Action? onEnd)
    {
        _attempt = AttemptAsync(target);
        if (onEnd is not null && !_attempt.IsCompleted) _attempt.GetAwaiter().UnsafeOnCompleted(onEnd);
    }

    /// <summary>Sends the batch, again if it failed, and waits. Returns null when the journal has taken it.</summary>
    public Exception? Attempt(CommitTarget target) => AttemptAsync(target).GetAwaiter().GetResult();

    /// <summary>Waits for what was begun. Returns null when the journal has taken it.</summary>
    public Exception? Wait() => _attempt!.GetAwaiter().GetResult();

    private async Task<Exception?> AttemptAsync(CommitTarget target)
    {
        try
        {
            await target.CommitAsync(Batch, Sync);
            Taken = Stopwatch.GetTimestamp();
            return null;
        }
        catch (Exception failure) when (failure is JournalException or JournalFencedException)
        {
            return failure;
        }
    }
}
