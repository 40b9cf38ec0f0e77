// Sessions for commands that wait for their keys: each has one for itself, and leaves it for the next.
//
// A session that waits is known here, so that disposal ends its wait too. One that has failed is not kept.

namespace ActorKv.Connections;

internal sealed class SessionPool(int mostIdle, Func<CancellationToken, Task<TcpSession>> open) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<TcpSession> _idle = new();
    private readonly HashSet<TcpSession> _inUse = [];
    private bool _isDisposed;

    public async ValueTask<TcpSession> RentAsync(CancellationToken cancellationToken)
    {
        if (TakeIdle() is { } idle) return idle;
        TcpSession session = await open(cancellationToken).ConfigureAwait(false);
        bool isLate;
        lock (_gate) isLate = _isDisposed || !_inUse.Add(session);
        // Its use fails, and says why.
        if (isLate) await session.DisposeAsync().ConfigureAwait(false);
        return session;
    }

    public ValueTask ReturnAsync(TcpSession session)
    {
        lock (_gate)
        {
            _inUse.Remove(session);
            if (session.IsOpen && !_isDisposed && _idle.Count < mostIdle)
            {
                _idle.Push(session);
                return default;
            }
        }
        return session.DisposeAsync();
    }

    /// <summary>Closes all sessions, those in use too.</summary>
    public async ValueTask DisposeAsync()
    {
        TcpSession[] all;
        lock (_gate)
        {
            _isDisposed = true;
            all = [.. _idle, .. _inUse];
            _idle.Clear();
            _inUse.Clear();
        }
        foreach (TcpSession session in all) await session.DisposeAsync().ConfigureAwait(false);
    }

    private TcpSession? TakeIdle()
    {
        lock (_gate)
        {
            while (_idle.TryPop(out TcpSession? session))
            {
                if (!session.IsOpen) continue;
                _inUse.Add(session);
                return session;
            }
        }
        return null;
    }
}
