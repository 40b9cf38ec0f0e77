// A command that was issued, and who waits for its reply.
//
//   issued ──► in a batch ──► in flight ──► completed by its reply        once; the others that come later do nothing
//      │                          └───────► failed with its connection
//      └── cancelled: its place in the order stays, its reply is thrown away
//
// The reply's bytes are copied as they come, and read by the parser on the thread that takes the result: so the loop that receives never runs code
// of users, and whatever a parser throws is its caller's. One object per command is all that is allocated, besides the result.

using System.Buffers;
using System.Threading.Tasks.Sources;

namespace ActorKv.Connections;

internal abstract class PendingReply
{
    /// <summary>Timestamp of the moment when it was issued.</summary>
    public long IssuedAt { get; init; }

    /// <summary>True when the server may take any time over it.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Gives it a frame that is no push.</summary>
    public abstract void Complete(ReadOnlySpan<byte> reply);

    public abstract void Fail(Exception reason);
}

internal sealed class PendingReply<T> : PendingReply, IValueTaskSource<T>
{
    private readonly KvReplyParser<T> _parser;
    private readonly CancellationTokenRegistration _cancellation;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private byte[] _reply = [];
    private int _length;
    private int _isDone;

    public PendingReply(KvReplyParser<T> parser, CancellationToken cancellationToken)
    {
        _parser = parser;
        _cancellation = cancellationToken.UnsafeRegister(
            static (pending, token) => ((PendingReply<T>)pending!).Fail(new OperationCanceledException(token)), this);
    }

    public ValueTask<T> Task => new(this, _core.Version);

    public override void Complete(ReadOnlySpan<byte> reply)
    {
        if (!TryFinish()) return;
        _reply = ArrayPool<byte>.Shared.Rent(reply.Length);
        _length = reply.Length;
        reply.CopyTo(_reply);
        _core.SetResult(true);
    }

    public override void Fail(Exception reason)
    {
        if (TryFinish()) _core.SetException(reason);
    }

    public T GetResult(short token)
    {
        _core.GetResult(token);
        try
        {
            return KvReplies.Parse(_reply.AsSpan(0, _length), _parser);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_reply);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private bool TryFinish()
    {
        if (Interlocked.Exchange(ref _isDone, 1) != 0) return false;
        _cancellation.Unregister();
        return true;
    }
}
