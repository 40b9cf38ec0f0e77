// How far all clients have come together, for who waits until they come further.

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class Progress
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = new();
    private long _wanted;

    /// <summary>Operations that were answered so far.</summary>
    public long Answered { get; private set; }

    /// <summary>One more was answered.</summary>
    public void Count()
    {
        lock (_lock)
        {
            if (++Answered == _wanted) _reached.SetResult();
        }
    }

    /// <summary>Completes when so many more were answered. One waits at a time.</summary>
    public Task MoreAsync(long operations)
    {
        lock (_lock)
        {
            _wanted = Answered + operations;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }
}
