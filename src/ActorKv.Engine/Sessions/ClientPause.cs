// CLIENT PAUSE: for a while, commands (all, or only those that write) wait. Each waiting session is suspended with its request, which is
// executed anew when the pause ends.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed class ClientPause(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Session> _waiting = [];
    private ITimer? _timer;
    private long _until;
    private bool _writesOnly;

    /// <summary>True while commands of this kind wait.</summary>
    public bool Applies(CommandSpec spec, CommandFlags flags, long now) => Volatile.Read(ref _until) > now && Concerns(spec, flags);

    /// <summary>Pauses until a time, Unix milliseconds. A pause under way is never shortened, and one of everything stays one of everything.</summary>
    public void Begin(long until, bool writesOnly)
    {
        lock (_lock)
        {
            bool active = _until > Now;
            _writesOnly = writesOnly && (!active || _writesOnly);
            Volatile.Write(ref _until, Math.Max(until, _until));
            _timer?.Dispose();
            _timer = time.CreateTimer(static self => ((ClientPause)self!).End(onlyIfOver: true), this, TimeSpan.FromMilliseconds(Math.Clamp(_until - Now, 1, int.MaxValue)), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the pause now: CLIENT UNPAUSE.</summary>
    public void End() => End(onlyIfOver: false);

    /// <summary>Suspends a session until the pause ends; false when it has just ended.</summary>
    public bool Postpone(Session session, Request request)
    {
        lock (_lock)
        {
            if (_until <= Now) return false;
            session.Postpone(request);
            _waiting.Add(session);
            return true;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    // Redis lets CLIENT PAUSE and UNPAUSE wait too; here somebody can still end a pause of everything that was a mistake.
    private bool Concerns(CommandSpec spec, CommandFlags flags) =>
        _writesOnly ? (flags & (CommandFlags.Write | CommandFlags.MayReplicate)) != 0 : spec is not { Container.Name: "CLIENT", Name: "PAUSE" or "UNPAUSE" };

    private void End(bool onlyIfOver)
    {
        Session[] waiting;
        lock (_lock)
        {
            if (onlyIfOver && _until > Now)
            {
                _timer?.Change(TimeSpan.FromMilliseconds(_until - Now + 1), Timeout.InfiniteTimeSpan);
                return;
            }
            Volatile.Write(ref _until, 0);
            waiting = [.. _waiting];
            _waiting.Clear();
        }
        foreach (Session session in waiting) session.Transport.Resume();
    }
}
