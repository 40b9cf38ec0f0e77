// What a session is told without having asked: messages, invalidations, the lines of MONITOR. See PushQueue for their way here.
//
// A push never stands inside a reply, since both are written on the session's own thread, one after the other. While a turn of the session
// runs on another thread its pushes wait: the turn's reply must come before an invalidation of what the turn has read.
//
// Pushes are given also while CLIENT REPLY is off, and so are the replies of SUBSCRIBE and the like, which are pushes themselves.

using ActorKv.Engine.PubSub;
using ActorKv.Engine.Tracking;

namespace ActorKv.Engine.Sessions;

internal sealed partial class Session
{
    private Session[]? _alone;
    private List<PushFrame>? _held;
    private long _heldBytes;
    private long _pushed;          // bytes of pushes since the output was last empty
    private bool _keepsReply;

    /// <summary>What it has subscribed to; null when it never did. Set by <see cref="PubSubHub"/>.</summary>
    public Subscriber? Subscriber { get; set; }

    /// <summary>What CLIENT TRACKING has asked for, or null.</summary>
    public ClientTracking? Tracking { get; private set; }

    /// <summary>True when the keys that its commands read must be remembered.</summary>
    public bool IsTracking => (Modes & SessionModes.Tracking) != 0;

    public bool IsSubscribed => (Modes & SessionModes.Subscribed) != 0;

    /// <summary>True when it may be silent for as long as it likes: it is here to hear.</summary>
    public bool IsListener => (Modes & (SessionModes.Subscribed | SessionModes.Monitor)) != 0;

    /// <summary>True when a subscriber speaks RESP2, where a message could be taken for a reply: only commands about subscriptions are allowed then.</summary>
    public bool IsListeningOnly => IsSubscribed && Output.Version == 2;

    /// <summary>True inside EXEC and scripts, where a command's reply is a part of another's.</summary>
    public bool IsInsideTurn => _turn.IsInParts;

    /// <summary>Bytes that wait to be sent because of pushes; the replies among them do not count.</summary>
    public long PendingPushes => Math.Min(Output.Pending, _pushed) + _heldBytes;

    /// <summary>Writes a push, or keeps it until the turn under way elsewhere has replied. On the session's own thread, between commands.</summary>
    public void Deliver(PushFrame frame)
    {
        if (IsClosing) return;
        if (IsSuspended && !IsBlocked && !IsPostponed)
        {
            (_held ??= []).Add(frame);
            _heldBytes += frame.Length;
        }
        else Write(frame);
    }

    /// <summary>Posts a push for this session alone. From any thread.</summary>
    public void Push(PushFrame frame)
    {
        Transport.Pushes.Post(frame, _alone ??= [this]);
        Transport.Pushes.Signal();
    }

    /// <summary>Begins to track keys, or goes on in another way.</summary>
    public void StartTracking(ClientTracking tracking)
    {
        Tracking = tracking;
        Modes &= ~(SessionModes.Tracking | SessionModes.Caching);
        if (!tracking.Has(TrackingOptions.Broadcast)) Modes |= SessionModes.Tracking;
        if (tracking.Has(TrackingOptions.OptIn) || tracking.Has(TrackingOptions.OptOut)) Modes |= SessionModes.Caching;
        Store.Tracking.Start(this, tracking);
    }

    /// <summary>Tracks no more.</summary>
    public void StopTracking()
    {
        if (Tracking is not { } tracking) return;
        Tracking = null;
        Modes &= ~(SessionModes.Tracking | SessionModes.Caching);
        Store.Tracking.Stop(this, tracking);
    }

    /// <summary>Begins to be shown what runs: MONITOR. False when it is already.</summary>
    public bool TryMonitor()
    {
        if ((Modes & SessionModes.Monitor) != 0) return false;
        Modes |= SessionModes.Monitor;
        Store.Monitor.Add(this);
        return true;
    }

    /// <summary>Something was subscribed to, or no longer is.</summary>
    public void OnSubscriptionsChanged() => Modes = Subscriber is { IsSubscribed: true } ? Modes | SessionModes.Subscribed : Modes & ~SessionModes.Subscribed;

    /// <summary>Says that the reply of the command under way is a push, to be given whatever CLIENT REPLY says.</summary>
    public void KeepReply() => _keepsReply = ReplyMode != ReplyMode.On;

    private void StopListening()
    {
        Store.PubSub.UnsubscribeAll(this);
        StopTracking();
        if ((Modes & SessionModes.Monitor) == 0) return;
        Modes &= ~SessionModes.Monitor;
        Store.Monitor.Remove(this);
    }

    private void DeliverHeld()
    {
        if (_held is not { Count: > 0 } held) return;
        _heldBytes = 0;
        foreach (PushFrame frame in held) Write(frame);
        held.Clear();
    }

    private void Write(PushFrame frame)
    {
        if (Output.Pending == 0) _pushed = 0;
        _pushed += frame.Length;
        frame.WriteTo(this);
    }
}
