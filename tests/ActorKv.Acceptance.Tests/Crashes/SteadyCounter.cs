using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>INCRs a counter of its own over one connection that is not to end, whatever the journal goes through. A refusal has changed nothing; every
/// other reply is one more than the last.</summary>
internal sealed class SteadyCounter(int index)
{
    private readonly Lock _lock = new();
    private long _acknowledged;
    private (long Count, TaskCompletionSource Reached)? _awaited;

    public string Key { get; } = $"steady:{index}";

    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Completes when it has counted so much further. One may wait at a time.</summary>
    public Task AdvanceAsync(long counts)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _awaited = (_acknowledged + counts, reached);
        return reached.Task;
    }

    /// <summary>Counts until <paramref name="end"/> says so.</summary>
    public void Work(int port, CancellationToken end)
    {
        using RespClient client = new(port);
        while (!end.IsCancellationRequested)
        {
            Reply reply = client.Do("INCR", Key);
            if (reply.Kind == ReplyKind.Error) Assert.StartsWith("MISCONF", reply.Text);
            else Acknowledge(reply.Integer);
        }
    }

    private void Acknowledge(long value)
    {
        Assert.Equal(_acknowledged + 1, value);
        lock (_lock)
        {
            Volatile.Write(ref _acknowledged, value);
            if (_awaited is not { } awaited || value < awaited.Count) return;
            awaited.Reached.SetResult();
            _awaited = null;
        }
    }
}
