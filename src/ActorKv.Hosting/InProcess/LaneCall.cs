// A call that could not be answered at once: what its caller awaits, and what its lane keeps of it.
//
//   Queued ──► Running ──► Gated ──► Done            Queued   behind another call of its lane
//     │           │          │                       Running  its turn waits for key shards, or the command for its keys
//     └───────────┴──────────┴── cancelled, failed   Gated    executed; its reply waits for the journal
//
// Whoever takes the call to Done gives it its outcome, once. Objects are used again when their caller has taken the result, unless they were
// cancelled: then their lane may still hold on to them.

using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using ActorKv.Engine.Commits;
using ActorKv.Protocol;
using Microsoft.Extensions.ObjectPool;

namespace ActorKv.Hosting.InProcess;

internal abstract class LaneCall
{
    private const int Queued = 0, Running = 1, Gated = 2, Done = 3;

    private int _phase;
    private byte[] _bytes = [];
    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellation;
    private Lane? _lane;

    /// <summary>The request of a call that waits behind others.</summary>
    public Request Request { get; } = new();

    /// <summary>The log sequence number that the reply of a gated call waits for.</summary>
    public long Lsn { get; set; }

    /// <summary>True for a command that may wait for its keys.</summary>
    public bool IsPatient { get; private set; }

    /// <summary>True when its caller waits no longer.</summary>
    public bool IsCancelled => _cancellation.IsCancellationRequested;

    protected bool MayBeUsedAgain { get; private set; }

    protected Exception? Failure { get; set; }

    /// <summary>Copies the command, for a call that has to wait before it is executed.</summary>
    public void Keep(in KvCommand command)
    {
        IsPatient = command.Needs == KvNeeds.Patience;
        RequestEncoder.Encode(command, Request, ref _bytes);
    }

    /// <summary>The command is being executed, from the lane's own buffer.</summary>
    public void Begin(in KvCommand command)
    {
        IsPatient = command.Needs == KvNeeds.Patience;
        _phase = Running;
    }

    /// <summary>Begins to listen to the token. The call is in its lane's keeping by now.</summary>
    public void CancelWith(Lane lane, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled) return;
        _lane = lane;
        _cancellation = cancellation;
        _registration = cancellation.UnsafeRegister(static self => ((LaneCall)self!).OnCancelled(), this);
    }

    /// <summary>Takes the call to be executed; false when it was cancelled meanwhile.</summary>
    public bool TryRun() => Interlocked.CompareExchange(ref _phase, Running, Queued) == Queued;

    /// <summary>The reply is read and waits for the journal. What a wait for keys has brought is given even to who has cancelled: it is not in
    /// the store any more.</summary>
    public void Gate()
    {
        if (!IsPatient) Volatile.Write(ref _phase, Gated);
    }

    /// <summary>Reads the reply, or notes that it cannot be read.</summary>
    public abstract void Read(ReadOnlySpan<byte> reply);

    /// <summary>Gives the caller what was read.</summary>
    public void Complete()
    {
        if (Interlocked.Exchange(ref _phase, Done) != Done) End(mayBeUsedAgain: true);
    }

    /// <summary>Gives the caller what was read, unless the turn was taken back.</summary>
    public void Release(CommitQueue commits)
    {
        if (Interlocked.Exchange(ref _phase, Done) == Done) return;
        if (commits.Failed(Lsn, out string error)) Failure = new KvException(error);
        End(mayBeUsedAgain: true);
    }

    /// <summary>Gives the caller an exception.</summary>
    public void Fail(Exception failure)
    {
        if (Interlocked.Exchange(ref _phase, Done) == Done) return;
        Failure = failure;
        End(mayBeUsedAgain: false);
    }

    /// <summary>Ends a wait for keys that was cancelled.</summary>
    public void Cancel() => Fail(new OperationCanceledException(_cancellation));

    protected abstract void SetOutcome();

    /// <summary>The caller takes its result: the token is of no interest any more.</summary>
    protected void StopListening() => _registration.Dispose();

    /// <summary>Back to what a new call is.</summary>
    protected void Forget()
    {
        _registration = default;
        _cancellation = default;
        _lane = null;
        _phase = Queued;
        Failure = null;
        Request.Clear();
        RequestEncoder.Shrink(ref _bytes);
    }

    private void End(bool mayBeUsedAgain)
    {
        MayBeUsedAgain = mayBeUsedAgain;
        SetOutcome();
    }

    // What has begun goes on, but for a wait for keys: its lane ends that, if it is not served at this very moment.
    private void OnCancelled()
    {
        if (Interlocked.CompareExchange(ref _phase, Done, Queued) != Queued && Interlocked.CompareExchange(ref _phase, Done, Gated) != Gated)
        {
            _lane!.OnCancelled();
            return;
        }
        Failure = new OperationCanceledException(_cancellation);
        End(mayBeUsedAgain: false);
    }
}

internal sealed class LaneCall<T> : LaneCall, IValueTaskSource<T>
{
    private static readonly ObjectPool<LaneCall<T>> Pool = new DefaultObjectPool<LaneCall<T>>(new DefaultPooledObjectPolicy<LaneCall<T>>(), maximumRetained: 256);

    // Callers go on elsewhere: whoever completes a call holds a lane, or is the journal's writer.
    private ManualResetValueTaskSourceCore<T> _core = new() { RunContinuationsAsynchronously = true };
    private KvReplyParser<T> _parser = null!;
    private T _result = default!;

    public ValueTask<T> Task => new(this, _core.Version);

    public static LaneCall<T> Rent(KvReplyParser<T> parser)
    {
        LaneCall<T> call = Pool.Get();
        call._parser = parser;
        return call;
    }

    public override void Read(ReadOnlySpan<byte> reply)
    {
        try
        {
            _result = KvReplies.Parse(reply, _parser);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Failure = failure;
        }
    }

    public T GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            StopListening();
            if (MayBeUsedAgain)
            {
                Forget();
                _result = default!;
                _parser = null!;
                _core.Reset();
                Pool.Return(this);
            }
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected override void SetOutcome()
    {
        if (Failure is { } failure) _core.SetException(failure);
        else _core.SetResult(_result);
    }
}
