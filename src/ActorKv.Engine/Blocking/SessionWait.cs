// A session that waits for something other than a key: WAIT, WAITAOF, AKV.CHANGES. It ends once, by whoever comes first: its event, its timeout, CLIENT
// UNBLOCK, or the end of the connection.

using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Blocking;

/// <param name="session">Who waits.</param>
/// <param name="reply">The reply of its end.</param>
/// <param name="onEnd">Told of its end.</param>
/// <param name="onCancel">Decides about its end when CLIENT UNBLOCK asks for it, with an error or not, instead of ending it at once.</param>
internal sealed class SessionWait(Session session, Action<RespWriter> reply, Action? onEnd, Action<bool>? onCancel = null)
{
    private WaitTimer? _timer;
    private int _over;

    /// <summary>Begins to wait. The session is suspended already.</summary>
    /// <param name="timeoutMilliseconds">0: for ever.</param>
    public void Start(long timeoutMilliseconds)
    {
        if (timeoutMilliseconds <= 0) return;
        WaitTimer timer = new(session.Store.Time, timeoutMilliseconds, () => End(null));
        _timer = timer;
        if (Volatile.Read(ref _over) != 0) timer.Stop();
    }

    /// <summary>Asks for its end: CLIENT UNBLOCK. False when it is over already. From any thread.</summary>
    public bool Cancel(Action<RespWriter>? error)
    {
        if (onCancel is null) return End(error);
        if (Volatile.Read(ref _over) != 0) return false;
        onCancel(error is not null);
        return true;
    }

    /// <summary>Ends the wait with its reply, or with another. False when it is over already. From any thread.</summary>
    public bool End(Action<RespWriter>? instead)
    {
        if (Interlocked.Exchange(ref _over, 1) != 0) return false;
        _timer?.Stop();
        onEnd?.Invoke();
        session.Resume(instead ?? reply);
        return true;
    }
}
