// A front session without a socket, for calls of the application: an actor, which takes one thing at a time as RespFlow does.
//
//   Ask(call) ─► mailbox ─► FrontSession ─► key shards ─► replies in order ─► the calls, in order
//                                                     └─► pushes ─► the subscription that has this lane
//
// A call that is cancelled while it waits at its key shard ends there, not here: the reply says whether it was served in that moment.
//
// Calls that are in the mailbox together leave as one message for each key shard: the session steps when the mailbox has been emptied.

using ActorKv.Akka.Front;
using ActorKv.Protocol;
using Akka.Actor;
using Akka.IO;

namespace ActorKv.Akka.Client;

internal sealed class KvLane : UntypedActor, IWithTimers, IFrontHost
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly FrontNode _node;
    private readonly Action<Reply>? _onPush;
    private readonly Queue<KvCall> _asked = [];
    private FrontSession _session = null!;
    private bool _stepDue;

    private sealed class Beat
    {
        public static readonly Beat Instance = new();
    }

    /// <summary>Has the lane look whether the call that waits is cancelled.</summary>
    public sealed class Cancelled
    {
        public static readonly Cancelled Instance = new();
    }

    private sealed class StepNow
    {
        public static readonly StepNow Instance = new();
    }

    public KvLane(FrontNode node, Action<Reply>? onPush)
    {
        _node = node;
        _onPush = onPush;
        Self = base.Self;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public new IActorRef Self { get; }

    /// <summary>A lane that speaks RESP3.</summary>
    /// <param name="node">Where it is.</param>
    /// <param name="onPush">Gets what comes unasked, and the confirmations of subscriptions.</param>
    public static Props Props(FrontNode node, Action<Reply>? onPush = null) => global::Akka.Actor.Props.Create(() => new KvLane(node, onPush));

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
        _node.Remove(_session);
        _session.OnClosed();
        while (_asked.TryDequeue(out KvCall? call)) call.Fail(new KvConnectionException("the session was closed.", outcomeUnknown: true));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case KvCall call:
                _asked.Enqueue(call);
                _session.Receive(ByteString.FromBytes(call.Request));
                if (_stepDue) return;
                _stepDue = true;
                Self.Tell(StepNow.Instance, Self);
                return;
            case byte[] subscribing:
                _session.Receive(ByteString.FromBytes(subscribing));
                break;
            case Cancelled:
                break;
            case StepNow:
                _stepDue = false;
                break;
            case Beat:
                _session.OnTime(_node.Now);
                break;
            case Action step:
                step();
                break;
            default:
                _session.OnAnswer(message, Sender);
                break;
        }
        _session.Step();
        Deliver();
        if (_session.IsBlocked && _asked.TryPeek(out KvCall? waiting) && waiting.IsCancelled) _session.EndWait();
        if (_session.IsOver) Context.Stop(Self);
    }

    private void Deliver()
    {
        while (_session.HasOutput)
        {
            byte[] bytes = _session.TakeOutput();
            for (int at = 0; at < bytes.Length;)
            {
                int start = at;
                if (!RespReader.TryRead(bytes, ref at, out Reply frame)) throw new InvalidOperationException("A key shard gave half a reply.");
                if (frame.Kind == ReplyKind.Push) _onPush?.Invoke(frame);
                else if (_asked.TryDequeue(out KvCall? call)) call.Answer(bytes.AsSpan(start, at - start));
            }
        }
    }
}
