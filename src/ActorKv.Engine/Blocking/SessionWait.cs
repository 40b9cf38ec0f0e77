// A session that waits for something other than a key: WAIT, WAITAOF, AKV.CHANGES. It ends once, by whoever comes first: its event, its timeout, CLIENT
// UNBLOCK, or the end of the connection.

using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Blocking;

internal sealed class SessionWait(Session session, Action<RespWriter> reply, Action? onEnd)
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
