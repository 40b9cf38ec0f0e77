// Waits for many sockets at once. One poller belongs to one event loop; only Wake may be called by others, even after the loop has ended: a turn that
// finishes late still wants to tell its session. By then the descriptor behind it may be somebody else's, so Wake and Dispose exclude each other.
//
// On Linux it is epoll (EpollPoller); elsewhere Socket.Select (SelectPoller), which is slower and just as correct.

using System.Net.Sockets;

namespace ActorKv.Tcp;

/// <summary>What to wait for, and what came.</summary>
[Flags]
internal enum Readiness
{
    None = 0,
    Read = 1,
    Write = 2,

    /// <summary>The other side has closed, or the socket has failed.</summary>
    Hangup = 4,
}

internal interface IPollable
{
    Socket Socket { get; }

    void OnReady(Readiness readiness);
}

internal abstract class Poller : IDisposable
{
    private readonly Lock _wakeLock = new();
    private bool _disposed;

    public static Poller Create() => OperatingSystem.IsLinux() ? new EpollPoller() : new SelectPoller();

    public abstract void Add(IPollable item, Readiness interest);

    public abstract void Change(IPollable item, Readiness interest);

    public abstract void Remove(IPollable item);

    /// <summary>Waits until a socket is ready, somebody calls <see cref="Wake"/>, or the time is over, then calls <paramref name="begin"/> once
    /// and <see cref="IPollable.OnReady"/> of those that are ready.</summary>
    public abstract void Wait(int milliseconds, Action begin);

    /// <summary>Ends a <see cref="Wait"/> under way, or the next one. From any thread; nothing once the poller is disposed.</summary>
    public void Wake()
    {
        lock (_wakeLock)
        {
            if (!_disposed) Signal();
        }
    }

    public void Dispose()
    {
        lock (_wakeLock)
        {
            if (_disposed) return;
            _disposed = true;
        }
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Signal();

    protected abstract void Dispose(bool disposing);
}
