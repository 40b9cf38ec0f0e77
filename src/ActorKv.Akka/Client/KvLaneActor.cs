// A front session without a socket, for calls of the application: an actor, which takes one thing at a time as RespFlow does.
//
//   KvLane ─► calls that wait ─► FrontSession ─► key shards ─► replies in order ─► the calls, in order
//                                                          └─► pushes ─► the subscription that has this lane
//
// A call that is cancelled while it waits at its key shard ends there, not here: the reply says whether it was served in that moment.
//
// Calls that wait together leave as one message for each key shard. The actor ends with its session, and by a bug, of which nobody knows what it left.

using ActorKv.Akka.Front;
using ActorKv.Engine.KeyShards;
using ActorKv.Protocol;
using Akka.Actor;
using Akka.IO;
using Microsoft.Extensions.Logging;

namespace ActorKv.Akka.Client;

internal sealed class KvLaneActor : UntypedActor, IWithTimers, IFrontHost
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly FrontNode _node;
    private readonly KvLane _lane;
    private readonly Queue<KvCall> _asked = [];
    private FrontSession? _session;

    private sealed class Beat
    {
        public static readonly Beat Instance = new();
    }

    /// <summary>Has the lane look whether the call that waits is cancelled.</summary>
    public sealed class Cancelled
    {
        public static readonly Cancelled Instance = new();
    }

    /// <summary>Has it take the calls that wait.</summary>
    public sealed class CallsCame
    {
        public static readonly CallsCame Instance = new();
    }

    public KvLaneActor(FrontNode node, KvLane lane)
    {
        _node = node;
        _lane = lane;
        Self = base.Self;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public new IActorRef Self { get; }

    public static Props Props(FrontNode node, KvLane lane) => global::Akka.Actor.Props.Create(() => new KvLaneActor(node, lane));

    public void Post(Action step) => Self.Tell(step, Self);

    protected override void PreStart()
    {
        _session = new FrontSession(_node, this, "local", "local");
        _session.Session.RespVersion = 3;
        // Who calls in process has not come through a port: no password is asked for.
        _session.Session.Enter(_session.Session.Store.Access.Default);
        _node.Add(_session, this);
        Timers.StartPeriodicTimer(Beat.Instance, Beat.Instance, s_beat);
    }

    protected override void PostStop()
    {
        if (_session is { } session)
        {
            _node.Remove(session);
            session.OnClosed();
        }
        while (_asked.TryDequeue(out KvCall? call)) call.Fail(new KvConnectionException("the session was closed.", outcomeUnknown: true));
        _lane.OnEnded(hasServed: _session is not null);
    }

    protected override void OnReceive(object message)
    {
        FrontSession session = _session!;
        // It may have been killed before it was told: then it performs nothing any more.
        if (!session.IsOver) Perform(message, session);
        if (session.IsOver) Context.Stop(Self);
    }

    private void Perform(object message, FrontSession session)
    {
        try
        {
            Take(message, session);
            session.Step();
            Deliver(session);
            if (session.IsBlocked && _asked.TryPeek(out KvCall? waiting) && waiting.IsCancelled) session.EndWait();
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            _node.Store.Log.LogError(bug, "A bug in a command of a session in process");
            Context.Stop(Self);
        }
    }

    private void Take(object message, FrontSession session)
    {
        switch (message)
        {
            case CallsCame:
                for (int left = _lane.CountCalls(); left > 0 && _lane.TakeCall() is { } call; left--)
                {
                    _asked.Enqueue(call);
                    session.Receive(ByteString.FromBytes(call.Request));
                }
                break;
            case byte[] subscribing:
                session.Receive(ByteString.FromBytes(subscribing));
                break;
            case Cancelled:
                break;
            case Beat:
                session.OnTime(_node.Now);
                break;
            case Action step:
                step();
                break;
            default:
                session.OnAnswer(message, Sender);
                break;
        }
    }

    private void Deliver(FrontSession session)
    {
        while (session.HasOutput)
        {
            byte[] bytes = session.TakeOutput();
            for (int at = 0; at < bytes.Length;)
            {
                int start = at;
                if (!RespReader.TryRead(bytes, ref at, out Reply frame)) throw new InvalidOperationException("A key shard gave half a reply.");
                if (frame.Kind != ReplyKind.Push && _asked.TryDequeue(out KvCall? call)) call.Answer(bytes.AsSpan(start, at - start));
                else _lane.OnPush?.Invoke(frame);
            }
        }
    }
}
