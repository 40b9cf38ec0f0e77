// What a loop waits for between two rounds: somebody who says that there is something to do, or time.

namespace ActorKv.Cluster.Membership;

internal sealed class Wake
{
    private volatile TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>There is something to do.</summary>
    public void Set() => _set.TrySetResult();

    /// <summary>Waits until something is to be done that was not when the last wait ended, or for so long, or until it is cancelled.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        await _set.Task.WaitAsync(longest, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_set.Task.IsCompleted) _set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
