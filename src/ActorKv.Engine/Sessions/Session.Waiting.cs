// How a session waits. A request that cannot be finished at once suspends it: nothing more is executed until its transport is asked to Resume, from any
// thread, and calls Continue on the session's own.
//
//   Suspend ─► … a turn in a mailbox                   the turn's reply                     ─► Resume ─► Continue
//              … Await: a task                         a reply of its own, or an error
//              … Wait: a time, replicas, the journal   a reply of its own
//              … Postpone, ExecuteAnew                 the request is executed from the top, and may suspend again

using System.Diagnostics;
using ActorKv.Engine.Blocking;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed partial class Session
{
    private Action<RespWriter>? _awaited;
    private volatile SessionWait? _wait;
    private Request? _postponed;
    private volatile bool _hasMoved;

    /// <summary>True from the moment a request could not be finished at once until <see cref="Continue"/>.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>True while a blocking command waits for its keys, or for replicas, the journal or changes.</summary>
    public bool IsBlocked => _turn.Blocked is not null || _wait is not null;

    /// <summary>True while the session waits for the end of a pause.</summary>
    public bool IsPostponed => _postponed is not null;

    /// <summary>Goes on after <see cref="ISessionTransport.Resume"/>, on the session's own thread. True when the suspended request is answered now;
    /// false when it had to be tried again and is suspended again.</summary>
    public bool Continue()
    {
        IsSuspended = false;
        long start = Output.Position, errors = Output.Errors;
        if (_postponed is { } postponed)
        {
            EndPostponement();
            Now = Store.NowMilliseconds;
            if (!Execute(postponed)) return false;
            DeliverHeld();
            return true;
        }
        if (_awaited is { } reply)
        {
            // A task is the command's own work; a wait is none.
            if (_wait is null && _underway is { } request) Store.Timing.Observe(this, LastCommand!, request, Stopwatch.GetTimestamp() - _began, 1);
            _awaited = null;
            _wait = null;
            reply(Output);
        }
        else if (_turn.Collect(out long ticks) is { } request) Store.Timing.Observe(this, LastCommand!, request, ticks, 1);
        _underway = null;
        Counters.BeginCalls();
        if (Modes != SessionModes.None) Confirm(start);
        if (Output.Errors != errors) CountErrors(Output.Errors - errors);
        Finish(start);
        DeliverHeld();
        return true;
    }

    /// <summary>Suspends the session until what <paramref name="begin"/> begins has ended, and then writes the reply. For session commands that take
    /// time. An exception of the task becomes an error reply; so does being a part of a turn, which holds key shards.</summary>
    public void Await(Func<Task> begin, Action<RespWriter> reply)
    {
        if (_turn.IsInParts)
        {
            Reply.Error(SessionErrors.CannotWaitInParts);
            return;
        }
        Suspend();
        _ = Wait();

        async Task Wait()
        {
            Task task = begin();
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            Resume(task.Exception?.InnerException is { } failure ? writer => writer.Error("ERR " + failure.Message) : reply);
        }
    }

    /// <summary>Suspends the session until the time is over, or somebody ends the wait that is returned.</summary>
    /// <param name="timeoutMilliseconds">0: for ever.</param>
    /// <param name="reply">The reply of its end.</param>
    /// <param name="onEnd">Told of its end, by whoever ends it, also when the connection ends and there is no reply.</param>
    /// <param name="onCancel">Decides about an end that CLIENT UNBLOCK asks for, with an error or not; null: it ends.</param>
    public SessionWait Wait(long timeoutMilliseconds, Action<RespWriter> reply, Action? onEnd = null, Action<bool>? onCancel = null)
    {
        Suspend();
        SessionWait wait = new(this, reply, onEnd, onCancel);
        _wait = wait;
        wait.Start(timeoutMilliseconds);
        return wait;
    }

    /// <summary>Lets a session that waits go on, with this reply. From any thread.</summary>
    public void Resume(Action<RespWriter> reply)
    {
        _awaited = reply;
        Transport.Resume();
    }

    /// <summary>Suspends the session with its request, to be executed anew at <see cref="Continue"/> (CLIENT PAUSE).</summary>
    public void Postpone(Request request)
    {
        _postponed = request.Copy();
        Suspend();
    }

    /// <summary>Has a suspended session execute its request anew, because its key shard is no longer here. From any thread.</summary>
    public void ExecuteAnew(Request request)
    {
        _postponed = request.Copy();
        _hasMoved = true;
        Transport.Resume();
    }

    /// <summary>Gives up a request that would be executed anew at <see cref="Continue"/> because its key shard is no longer here. To be called instead, on
    /// the session's own thread; false when there is none.</summary>
    public bool DropMoved()
    {
        if (!_hasMoved) return false;
        EndPostponement();
        IsSuspended = false;
        return true;
    }

    /// <summary>Keeps the request's bytes and marks the session suspended. On the session's own thread, before anybody else may learn of the turn.</summary>
    public void Suspend()
    {
        IsSuspended = true;
        Transport.RetainInput();
    }

    /// <summary>Takes <see cref="Suspend"/> back: the turn could run at once after all.</summary>
    public void Unsuspend() => IsSuspended = false;

    /// <summary>Ends a blocking command from outside, with this reply or that of its timeout; false when the session is not blocked.</summary>
    public bool Unblock(Action<RespWriter>? reply) => _turn.Blocked?.Cancel(reply) ?? _wait?.Cancel(reply) ?? false;

    private void EndPostponement()
    {
        _postponed = _underway = null;
        _hasMoved = false;
        _turn.ForgetBlocked();
    }
}
