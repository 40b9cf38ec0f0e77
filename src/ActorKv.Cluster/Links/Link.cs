// The way of requests to one member of the cluster, in one life of it: shared by all sessions of this node. NodeLink goes over a socket, LoopbackLink
// stays here: what had to wait for its key shard, and finds it on this node in the end, takes the same way as everything else.

using ActorKv.Cluster.Routing;
using ActorKv.Engine.Clustering;

namespace ActorKv.Cluster.Links;

internal abstract class Link(ClusterMember member)
{
    private const int LongestHead = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Forwarded> _outstanding = [];
    private long _lastId;

    /// <summary>Where it leads.</summary>
    public ClusterMember Member { get; } = member;

    /// <summary>True while requests can be sent.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Counts how often it was opened: what the member keeps for sessions of this node (WATCH) lasts as long as one opening.</summary>
    public int Opening { get; private set; }

    /// <summary>True when sessions should ask for nothing more until it has sent what waits.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Sends a request, whose router is told of the answer. From any thread, which does not wait. False when the link is not open, or not as it was
    /// when what goes before the request was sent.</summary>
    /// <param name="forwarded">The request.</param>
    /// <param name="isFresh">True when nothing else of the session is on its way to the key shard.</param>
    /// <param name="opening">The <see cref="Opening"/> in which what goes before it was sent; null when nothing did.</param>
    public bool TrySend(Forwarded forwarded, bool isFresh, int? opening)
    {
        SessionFacts facts = forwarded.Facts;
        Span<byte> head = stackalloc byte[LongestHead];
        lock (_lock)
        {
            if (!IsOpen || (opening is { } same && same != Opening)) return false;
            LinkFrameWriter writer = new(facts.User.Length < LongestHead / 2 ? head : new byte[LongestHead + facts.User.Length]);
            RequestFlags flags = (isFresh ? RequestFlags.Fresh : 0) | (forwarded.Count > 1 ? RequestFlags.LastReplyOnly : 0) | (facts.NoTouch ? RequestFlags.NoTouch : 0);
            writer.Int64(forwarded.Router.SessionId);
            writer.Int64(++_lastId);
            writer.Int32(forwarded.Shard);
            writer.Byte((byte)flags);
            writer.Byte((byte)facts.RespVersion);
            writer.Int32(facts.Database);
            writer.Int16(facts.User.Length);
            writer.Bytes(facts.User.AsSpan());
            writer.Int32(forwarded.Count);
            _outstanding.Add(_lastId, forwarded);
            forwarded.OnSent(this, Opening, _lastId, Transmit(LinkFrameKind.Request, writer.Written, forwarded.Commands));
            return true;
        }
    }

    /// <summary>Ends the wait of a blocking command that was sent, which is answered all the same.</summary>
    public void SendEndWait(Forwarded forwarded, bool withError)
    {
        Span<byte> head = stackalloc byte[17];
        LinkFrameWriter writer = new(head);
        writer.Int64(forwarded.Router.SessionId);
        writer.Int64(forwarded.Id);
        writer.Byte(withError ? (byte)1 : (byte)0);
        SendIfOpen(LinkFrameKind.EndWait, writer.Written);
    }

    /// <summary>Says that a session watches no more, or is over.</summary>
    public void SendOf(long session, LinkFrameKind kind)
    {
        Span<byte> head = stackalloc byte[8];
        LinkFrameWriter writer = new(head);
        writer.Int64(session);
        SendIfOpen(kind, writer.Written);
    }

    /// <summary>Sends a published message, if the link is open.</summary>
    public void SendPublished(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, bool toShard)
    {
        byte[] head = new byte[5 + channel.Length];
        LinkFrameWriter writer = new(head);
        writer.Byte(toShard ? (byte)1 : (byte)0);
        writer.Int32(channel.Length);
        writer.Bytes(channel);
        SendIfOpen(LinkFrameKind.Publish, head, message);
    }

    protected bool HasOutstanding
    {
        get
        {
            lock (_lock) return _outstanding.Count > 0;
        }
    }

    /// <summary>Puts a frame on its way. Returns the number of the first byte behind all that was put before it.</summary>
    protected abstract long Transmit(LinkFrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body);

    /// <summary>From now on requests can be sent.</summary>
    protected void Open()
    {
        lock (_lock)
        {
            Opening++;
            IsOpen = true;
        }
    }

    /// <summary>A request was answered.</summary>
    protected void Answer(long id, Answered how, byte[] reply)
    {
        Forwarded? forwarded;
        lock (_lock) _outstanding.Remove(id, out forwarded);
        forwarded?.Router.OnAnswer(forwarded, how, reply);
    }

    /// <summary>Nothing more will be answered. What had not left in part has not been executed; what became of the rest nobody knows.</summary>
    /// <param name="left">Bytes that have left.</param>
    protected void Break(long left)
    {
        Forwarded[] lost;
        lock (_lock)
        {
            IsOpen = false;
            lost = [.. _outstanding.OrderBy(static sent => sent.Key).Select(static sent => sent.Value)];
            _outstanding.Clear();
        }
        foreach (Forwarded forwarded in lost) forwarded.Router.OnAnswer(forwarded, forwarded.SentAt < left ? Answered.Unknown : Answered.NotHere, []);
    }

    private void SendIfOpen(LinkFrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body = default)
    {
        lock (_lock)
        {
            if (IsOpen) Transmit(kind, head, body);
        }
    }
}
