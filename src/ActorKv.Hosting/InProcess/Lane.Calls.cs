// What happens on a lane that is held: calls are executed, and answered.

using System.Buffers;
using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging;

namespace ActorKv.Hosting.InProcess;

internal sealed partial class Lane
{
    private long _replyStart;      // what stands before it in the output came unasked
    private bool _executing;

    /// <summary>Executes a command, or puts it behind those that wait. The caller has entered the lane, and has left it when this returns.</summary>
    public ValueTask<T> Send<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellation)
    {
        if (_pending > 0 || _isCut || _isClosing)
        {
            Leave();
            return SendLater(command, parser, cancellation);
        }
        RequestEncoder.Encode(command, _request, ref _bytes);
        LaneCall<T> call;
        ValueTask<T> answer;
        if (Execute(_request))
        {
            if (!_session.Gate.IsClosed && IsPlain && _session.Output.Peek() is var reply && reply.Length == _session.Output.Pending) return Answer(reply, parser);
            call = LaneCall<T>.Rent(parser);
            call.Begin(command);
            answer = call.Task;
            Finish(call);
        }
        else
        {
            call = LaneCall<T>.Rent(parser);
            call.Begin(command);
            answer = call.Task;
            _suspended = call;
            Interlocked.Increment(ref _pending);
        }
        call.CancelWith(this, cancellation);
        Leave();
        Kick();
        return answer;
    }

    /// <summary>Puts a command behind those that wait. From any thread.</summary>
    public ValueTask<T> SendLater<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellation)
    {
        LaneCall<T> call = LaneCall<T>.Rent(parser);
        call.Keep(command);
        ValueTask<T> answer = call.Task;
        Interlocked.Increment(ref _pending);
        _backlog.Enqueue(call);
        Post();
        Interlocked.MemoryBarrier();
        if (_isRetired) FailBacklog();
        call.CancelWith(this, cancellation);
        return answer;
    }

    /// <summary>Answers the calls whose turns are durable by now. From any thread.</summary>
    public void ReleaseGated(CommitQueue commits)
    {
        Volatile.Write(ref _isListed, 0);
        lock (_gated)
        {
            while (_gated.TryPeek(out LaneCall? call) && call.Lsn <= commits.Durable) _gated.Dequeue().Release(commits);
            if (_gated.Count == 0) return;
        }
        List();
    }

    // The replies of shared lanes are all that is in their output.
    private bool IsPlain => OnPush is null && _replyStart == _session.Output.Head;

    private ValueTask<T> Answer<T>(ReadOnlyMemory<byte> reply, KvReplyParser<T> parser)
    {
        try
        {
            return new(KvReplies.Parse(reply.Span, parser));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return ValueTask.FromException<T>(failure);
        }
        finally
        {
            _session.Output.Advance(reply.Length);
            _request.Clear();
            RequestEncoder.Shrink(ref _bytes);
            Leave();
            Kick();
        }
    }

    private void Kick()
    {
        if (_store.Commits.PendingBytes > 0) _store.Commits.Kick();
    }

    // True when the reply is in the output.
    private bool Execute(Request request)
    {
        _session.Now = _store.NowMilliseconds;
        _session.Counters.BeginCalls();
        _replyStart = _session.Output.Position;
        _executing = true;
        try
        {
            return _session.Execute(request);
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            return OnBug(bug);
        }
        finally
        {
            _executing = false;
        }
    }

    private bool Continue()
    {
        _replyStart = _session.Output.Position;
        _executing = true;
        try
        {
            return _session.Continue();
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            return OnBug(bug);
        }
        finally
        {
            _executing = false;
        }
    }

    // Nobody knows what state it left: the session ends, as a connection would.
    private bool OnBug(Exception bug)
    {
        _store.Log.LogError(bug, "A bug in a command of a session in process");
        _session.Output.Truncate(_replyStart);
        _session.Output.Error("ERR internal error, the session was closed");
        _isCut = true;
        Post();
        return true;
    }

    private void Serve()
    {
        DeliverPushes();
        if (_suspended is not null && Interlocked.Exchange(ref _mayGoOn, 0) != 0 && Continue())
        {
            LaneCall call = _suspended;
            _suspended = null;
            Finish(call);
            Interlocked.Decrement(ref _pending);
        }
        // Who waits for keys is told; every other turn ends by itself. The reply says whether it was served after all.
        if (_suspended is not null && (_isClosing || _isCut || _suspended.IsCancelled) && _session.IsBlocked) _session.Unblock(_endWait);
        if (_suspended is null && _isCut) Renew();
        if (_isClosing) FailBacklog();
        while (_suspended is null && _backlog.TryDequeue(out LaneCall? next)) Run(next);
        if (_suspended is null && _isClosing) Retire();
        Kick();
    }

    private void Run(LaneCall call)
    {
        if (call.TryRun())
        {
            if (!Execute(call.Request))
            {
                _suspended = call;
                return;
            }
            Finish(call);
        }
        Interlocked.Decrement(ref _pending);
    }

    private void EndWait(RespWriter reply)
    {
        _waitWasEnded = true;
        reply.Null();
    }

    // Takes the reply out of the session: to the caller, or to wait for the journal.
    private void Finish(LaneCall call)
    {
        long lsn = _session.Gate.TakeAll();
        if (_waitWasEnded)
        {
            _waitWasEnded = false;
            _session.Output.Truncate(_replyStart);
            if (call.IsCancelled && !_isCut && !_isClosing) call.Cancel();
            else call.Fail(Closed(outcomeUnknown: false));
            return;
        }
        ReadReply(call);
        if (lsn == 0)
        {
            call.Complete();
            return;
        }
        call.Lsn = lsn;
        lock (_gated)
        {
            call.Gate();
            _gated.Enqueue(call);
        }
        List();
        // The commit may have been told before the lane was listed.
        if (_store.Commits.Durable >= lsn) ReleaseGated(_store.Commits);
    }

    private void List()
    {
        if (Interlocked.Exchange(ref _isListed, 1) == 0) _kv.TellCommits(this);
    }

    private void ReadReply(LaneCall call)
    {
        RespWriter output = _session.Output;
        int length = (int)output.Pending;
        if (IsPlain && output.Peek() is var whole && whole.Length == length)
        {
            call.Read(whole.Span);
            output.Advance(length);
            return;
        }
        int reply = (int)(_replyStart - output.Head);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        TakeAll(bytes);
        call.Read(bytes.AsSpan(reply, length - reply));
        if (OnPush is not null) TellPushes(bytes, length, reply);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void TakeAll(Span<byte> bytes)
    {
        RespWriter output = _session.Output;
        for (ReadOnlyMemory<byte> part = output.Peek(); part.Length > 0; part = output.Peek())
        {
            part.Span.CopyTo(bytes);
            bytes = bytes[part.Length..];
            output.Advance(part.Length);
        }
    }

    private void FailBacklog()
    {
        while (_backlog.TryDequeue(out LaneCall? call))
        {
            if (call.TryRun()) call.Fail(Closed(outcomeUnknown: false));
            Interlocked.Decrement(ref _pending);
        }
    }

    private KvConnectionException Closed(bool outcomeUnknown) =>
        new(_kv.IsClosing ? "the store is closed." : "the session is closed.", outcomeUnknown);

    // The engine has closed the session: CLIENT KILL, a bug. A shared lane goes on with a new one.
    private void Renew()
    {
        if (Use == LaneUse.Own)
        {
            _isClosing = true;
            return;
        }
        _isCut = false;
        _session.OnDisconnected();
        _session = NewSession(_session.Counters);
    }

    private Session NewSession(LoopCounters counters)
    {
        Session session = new(_store, this, counters) { RespVersion = 3, LibraryName = "ActorKv.Hosting", NoEvict = true };
        session.Enter(_kv.Owner);
        return session;
    }

    private void Retire()
    {
        _isRetired = true;
        // As in SendLater the other way round: one of the two sees what the other has done.
        Interlocked.MemoryBarrier();
        FailBacklog();
        _session.OnDisconnected();
        _store.Statistics.Retire(_session.Counters);
        _kv.OnRetired(this);
        OnRetired?.Invoke();
        _retired.TrySetResult();
    }
}
