// A session of the engine without a socket, on which a key shard runs what fronts have forwarded. It may hold that key shard alone.
//
// It belongs to the key shard's actor. While a turn of it waits (for a script that holds the shard, in a blocking command) it is suspended;
// whoever ends the wait calls Resume, on any thread, and the actor goes on with it at its next message.
//
// Clients do not see these sessions: a client's own is the one in its front, which CLIENT LIST shows.

using ActorKv.Engine;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;
using ActorKv.Protocol;
using Akka.Actor;

namespace ActorKv.Akka.KeyShards;

internal sealed class ShardSession : PushQueue, ISessionTransport
{
    private readonly Action<ShardSession> _resume;
    private readonly Action<RespWriter> _callOff;

    public ShardSession(Store store, int shard, LoopCounters counters, Action<ShardSession> resume)
    {
        _resume = resume;
        _callOff = _ => WasCalledOff = true;
        Session = new Session(store, this, counters) { OnlyShard = shard };
        store.Sessions.Remove(Session);
    }

    public Session Session { get; }

    /// <summary>Id of the session that it is kept for, or whose turn it waits with; null when it is free.</summary>
    public string? Owner { get; set; }

    /// <summary>What it works on; null when it has nothing to do.</summary>
    public Asked? Current { get; set; }

    /// <summary>Who asked last.</summary>
    public IActorRef? Asker { get; set; }

    /// <summary>What came from its owner meanwhile.</summary>
    public Queue<Asked> Later { get; } = [];

    /// <summary>True when its owner has gone: it is thrown away as soon as its turn is over.</summary>
    public bool IsClosed { get; set; }

    /// <summary>True when the blocking command under way was ended by <see cref="CallOff"/>: it has not run.</summary>
    public bool WasCalledOff { get; private set; }

    public string RemoteAddress => "key shard";

    public string LocalAddress => "key shard";

    public int Descriptor => -1;

    public long PendingInput => 0;

    public BufferFigures Buffers => default;

    public PushQueue Pushes => this;

    /// <summary>Takes on what turns of the owner may depend on. False when the user does not exist here.</summary>
    public bool TryBecome(SessionFacts facts)
    {
        if (Session.Store.Access.Find(facts.User) is not { } user) return false;
        // The front has asked for the password. A user may have gone, and another have come by that name.
        if (!ReferenceEquals(Session.User, user) || !Session.Authenticated) Session.Enter(user);
        Session.Database = facts.Database;
        if (Session.RespVersion != facts.RespVersion) Session.RespVersion = facts.RespVersion;
        Session.NoTouch = facts.NoTouch;
        return true;
    }

    /// <summary>Ends the blocking command under way as if its time were over, if it still waits.</summary>
    public void EndWait() => Session.Unblock(reply: null);

    /// <summary>Ends the blocking command under way without a reply, if it still waits.</summary>
    public void CallOff() => Session.Unblock(_callOff);

    public void Resume() => _resume(this);

    public override void Signal()
    {
        // Nothing is pushed to a session that subscribes to nothing and tracks nothing: fronts do.
    }

    public void DeliverPushes()
    {
        // As above.
    }

    public void RetainInput()
    {
        // The message that the request lies in never changes.
    }

    public void OnBlocked()
    {
        // The asker's end is watched all the time.
    }

    public void SendFile(Stream file) => file.Dispose();

    public void Close(bool flush) => IsClosed = true;
}
