// A lane as its callers have it: calls wait in a queue of its own, from which its actor takes them.
//
//   Ask ─► _calls ─► KvLaneActor ─► answered
//              └───► failed, when the lane is closed: by whoever looks last, who has closed it or who has asked
//
// They are not messages: what reaches an actor's mailbox while the actor stops can be lost without a trace, not even a dead letter, and its caller would
// wait for ever. An actor has one session. When that is over (QUIT, CLIENT KILL, a bug) a shared lane gets another actor, which takes the calls that
// wait, and any other lane is closed. Answers to the old session go to an actor that is gone, so nobody takes them for those of the new one.

using System.Collections.Concurrent;
using ActorKv.Akka.Front;
using ActorKv.Protocol;
using Akka.Actor;

namespace ActorKv.Akka.Client;

internal sealed class KvLane
{
    private readonly ActorSystem _system;
    private readonly FrontNode _node;
    private readonly bool _isShared;
    private readonly Action? _onClosed;
    private readonly ConcurrentQueue<KvCall> _calls = new();
    private volatile IActorRef _actor = ActorRefs.Nobody;
    private volatile bool _isClosed;
    private int _isSignalled;

    /// <param name="system">Where its actor runs.</param>
    /// <param name="node">The node whose key shards it reaches.</param>
    /// <param name="isShared">True for a lane that outlives its session.</param>
    /// <param name="onPush">Gets what is no answer to a call: pushes, the confirmations of subscriptions, and errors in their place.</param>
    /// <param name="onClosed">Told when the lane is closed, perhaps more than once.</param>
    /// <exception cref="KvConnectionException">The actor system has ended.</exception>
    public KvLane(ActorSystem system, FrontNode node, bool isShared, Action<Reply>? onPush = null, Action? onClosed = null)
    {
        _system = system;
        _node = node;
        _isShared = isShared;
        OnPush = onPush;
        _onClosed = onClosed;
        Begin();
    }

    /// <summary>Gets what is no answer to a call.</summary>
    public Action<Reply>? OnPush { get; }

    /// <summary>Has a call performed, or fails it. From any thread.</summary>
    public void Ask(KvCall call)
    {
        _calls.Enqueue(call);
        if (Interlocked.Exchange(ref _isSignalled, 1) == 0) _actor.Tell(KvLaneActor.CallsCame.Instance, ActorRefs.NoSender);
        if (_isClosed) FailCalls();
    }

    /// <summary>Tells its actor what nobody waits for.</summary>
    public void Tell(object message) => _actor.Tell(message, ActorRefs.NoSender);

    /// <summary>Fails what is asked from now on, and ends what runs. From any thread.</summary>
    public void Close()
    {
        Shut();
        _system.Stop(_actor);
    }

    /// <summary>How many calls wait. What comes later is told anew. For its actor.</summary>
    public int CountCalls()
    {
        Interlocked.Exchange(ref _isSignalled, 0);
        return _calls.Count;
    }

    /// <summary>Takes the oldest call that waits. For its actor.</summary>
    public KvCall? TakeCall() => _calls.TryDequeue(out KvCall? call) ? call : null;

    /// <summary>Its actor has ended with its session.</summary>
    /// <param name="hasServed">False for one that could not even begin: another could not either.</param>
    public void OnEnded(bool hasServed)
    {
        if (!_isShared || !hasServed)
        {
            Shut();
            return;
        }
        try
        {
            Begin();
        }
        catch (KvConnectionException)
        {
            Shut();
        }
    }

    // Whoever asked just now may have told the actor that was here before.
    private void Begin()
    {
        try
        {
            _actor = _system.ActorOf(KvLaneActor.Props(_node, this));
        }
        catch (InvalidOperationException ending)
        {
            throw new KvConnectionException("the actor system has ended.", outcomeUnknown: false, ending);
        }
        _actor.Tell(KvLaneActor.CallsCame.Instance, ActorRefs.NoSender);
    }

    // The barrier is Ask's Interlocked in the other direction: one of the two sees what the other has done.
    private void Shut()
    {
        _isClosed = true;
        Interlocked.MemoryBarrier();
        FailCalls();
        _onClosed?.Invoke();
    }

    private void FailCalls()
    {
        while (TakeCall() is { } call) call.Fail(new KvConnectionException("the session was closed.", outcomeUnknown: false));
    }
}
