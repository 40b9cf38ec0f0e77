// Who is connected: for CLIENT LIST and KILL, for limits, and for the sums that INFO shows.

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ActorKv.Engine.Sessions;

internal sealed class SessionRegistry
{
    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private long _lastId;
    private long _commandsOfGone;
    private long _accepted;
    private long _refused;

    public int Count => _sessions.Count;

    /// <summary>Connections accepted since the start.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections refused because of maxclients.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Commands executed since the start, by those who are here and those who have gone.</summary>
    public long Commands => Volatile.Read(ref _commandsOfGone) + _sessions.Values.Sum(session => session.Commands);

    /// <summary>Sessions by age.</summary>
    public IEnumerable<Session> All => _sessions.Values.OrderBy(session => session.Id);

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(Session session)
    {
        Interlocked.Increment(ref _accepted);
        _sessions[session.Id] = session;
    }

    public void Remove(Session session)
    {
        if (_sessions.TryRemove(session.Id, out _)) Interlocked.Add(ref _commandsOfGone, session.Commands);
    }

    public void CountRefused() => Interlocked.Increment(ref _refused);

    public bool TryGet(long id, [NotNullWhen(true)] out Session? session) => _sessions.TryGetValue(id, out session);

    /// <summary>Starts the counters anew: CONFIG RESETSTAT.</summary>
    public void ResetCounters()
    {
        Volatile.Write(ref _commandsOfGone, -_sessions.Values.Sum(session => session.Commands));
        Volatile.Write(ref _accepted, 0);
        Volatile.Write(ref _refused, 0);
    }
}
