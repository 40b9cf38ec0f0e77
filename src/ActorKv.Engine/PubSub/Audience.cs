// Who listens to one thing: a channel, a pattern, or everything (MONITOR).
//
// Sessions come and go far less often than messages, so what is posted are arrays made at the first message after a change, one for each
// thread that serves some of them: Groups. Everything here happens under the lock of whoever owns the audience; only the arrays leave it.

using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.PubSub;

internal sealed class Audience(byte[] name)
{
    private Session[] _sessions = [];
    private Group[]? _groups;

    private readonly record struct Group(PushQueue Queue, Session[] Targets);

    /// <summary>Of the channel or pattern.</summary>
    public byte[] Name => name;

    public int Count { get; private set; }

    public void Add(Session session)
    {
        if (Count == _sessions.Length) Array.Resize(ref _sessions, Math.Max(1, Count * 2));
        _sessions[Count++] = session;
        _groups = null;
    }

    public void Remove(Session session)
    {
        int at = Array.IndexOf(_sessions, session, 0, Count);
        if (at < 0) return;
        Count--;
        Array.Copy(_sessions, at + 1, _sessions, at, Count - at);
        _sessions[Count] = null!;
        if (Count < _sessions.Length / 4) Array.Resize(ref _sessions, Count);
        _groups = null;
    }

    /// <summary>Posts a frame to everybody. Returns how many they are.</summary>
    public int Post(PushFrame frame)
    {
        foreach (Group group in _groups ??= MakeGroups())
        {
            group.Queue.Post(frame, group.Targets);
            group.Queue.Signal();
        }
        return Count;
    }

    /// <summary>A queue on the way to somebody here that has more than it should, or null.</summary>
    public PushQueue? Congested()
    {
        foreach (Group group in _groups ?? [])
            if (group.Queue.IsCongested) return group.Queue;
        return null;
    }

    private Group[] MakeGroups()
    {
        Dictionary<PushQueue, List<Session>> byQueue = [];
        foreach (Session session in _sessions.AsSpan(0, Count))
        {
            PushQueue queue = session.Transport.Pushes;
            if (!byQueue.TryGetValue(queue, out List<Session>? sessions)) byQueue[queue] = sessions = [];
            sessions.Add(session);
        }
        Group[] groups = new Group[byQueue.Count];
        int at = 0;
        foreach ((PushQueue queue, List<Session> sessions) in byQueue) groups[at++] = new Group(queue, [.. sessions]);
        return groups;
    }
}
