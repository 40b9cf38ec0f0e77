// What a session is told without having asked: messages, invalidations, the lines of MONITOR. See PushQueue for their way here.
//
// A push never stands inside a reply, since both are written on the session's own thread, one after the other. While a turn of the session
// runs on another thread its pushes wait: the turn's reply must come before an invalidation of what the turn has read.
//
// Pushes are given also while CLIENT REPLY is off, and so are the replies of SUBSCRIBE and the like, which are pushes themselves.

using ActorKv.Engine.PubSub;

namespace ActorKv.Engine.Sessions;

internal sealed partial class Session
{
    private List<PushFrame>? _held;
    private long _heldBytes;
    private long _pushed;          // bytes of pushes since the output was last empty
    private bool _keepsReply;

    /// <summary>What it has subscribed to; null when it never did. Set by <see cref="PubSubHub"/>.</summary>
    public Subscriber? Subscriber { get; set; }

    public bool IsSubscribed => (Modes & SessionModes.Subscribed) != 0;

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

    /// <summary>Something was subscribed to, or no longer is.</summary>
    public void OnSubscriptionsChanged() => Modes = Subscriber is { IsSubscribed: true } ? Modes | SessionModes.Subscribed : Modes & ~SessionModes.Subscribed;

    /// <summary>Says that the reply of the command under way is a push, to be given whatever CLIENT REPLY says.</summary>
    public void KeepReply() => _keepsReply = ReplyMode != ReplyMode.On;

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
