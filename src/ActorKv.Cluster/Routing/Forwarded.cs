// A request of a session on its way to where its key shard is, until it is answered. It belongs to the session's thread.

using ActorKv.Cluster.Links;
using ActorKv.Engine.Blocking;
using ActorKv.Engine.Sessions;

namespace ActorKv.Cluster.Routing;

/// <summary>What became of a request.</summary>
internal enum Answered
{
    /// <summary>It was executed, and is answered.</summary>
    Reply,

    /// <summary>It was not executed, and may be sent again.</summary>
    NotHere,

    /// <summary>It was sent, and nobody knows more.</summary>
    Unknown,
}

/// <summary>What turns of a session may depend on.</summary>
/// <param name="User">Name of its user, UTF-8.</param>
/// <param name="Database">The selected database.</param>
/// <param name="RespVersion">2 or 3.</param>
/// <param name="NoTouch">CLIENT NO-TOUCH.</param>
internal sealed record SessionFacts(byte[] User, int Database, int RespVersion, bool NoTouch);

/// <param name="router">Whose.</param>
/// <param name="lane">The way that it takes, behind the session's others.</param>
/// <param name="facts">Of its session, when it was asked.</param>
/// <param name="commands">One command or more, RESP.</param>
/// <param name="count">How many.</param>
internal sealed class Forwarded(ClusterRouter router, Lane lane, SessionFacts facts, byte[] commands, int count)
{
    private long _deadline, _sentWhen;

    public ClusterRouter Router => router;

    public Lane Lane => lane;

    public int Shard => lane.Shard;

    public SessionFacts Facts => facts;

    /// <summary>One command or more, RESP.</summary>
    public byte[] Commands { get; private set; } = commands;

    public int Count => count;

    /// <summary>The place of its reply; null when that goes elsewhere.</summary>
    public ReplyHole? Hole { get; init; }

    /// <summary>What makes one reply of its and others', and which it is.</summary>
    public PartedReply? Parts { get; init; }

    /// <inheritdoc cref="Parts"/>
    public int Part { get; init; }

    /// <summary>The suspended session, for a command that may wait for long; null for any other.</summary>
    public SessionWait? Wait { get; set; }

    /// <summary>What a command that may wait for long asks for from now on: the rest of its timeout. Null for any other.</summary>
    public Func<byte[]>? Rest { get; init; }

    /// <summary>The watch that it begins or goes on with (WATCH), or that decides about it (EXEC).</summary>
    public WatchPlace? Watch { get; init; }

    /// <summary>True for a transaction.</summary>
    public bool IsTransaction { get; init; }

    /// <summary>When it is given up if it could not be sent, <see cref="Environment.TickCount64"/>. While a command that may wait for long is somewhere, its
    /// deadline does not come nearer.</summary>
    public long Deadline { get => _deadline; init => _deadline = value; }

    /// <summary>True when its wait was ended from outside; then whether with an error.</summary>
    public bool MayNotWait { get; set; }

    /// <inheritdoc cref="MayNotWait"/>
    public bool EndsWithError { get; set; }

    /// <summary>Where it was sent; null while it is not.</summary>
    public Link? SentTo { get; private set; }

    /// <summary>The opening of that link in which it was sent.</summary>
    public int Opening { get; private set; }

    /// <summary>Its number there.</summary>
    public long Id { get; private set; }

    /// <summary>Bytes that had been put on the link before it.</summary>
    public long SentAt { get; private set; }

    public void OnSent(Link to, int opening, long id, long at)
    {
        (SentTo, Opening, Id, SentAt) = (to, opening, id, at);
        _sentWhen = Environment.TickCount64;
    }

    public void OnReturned()
    {
        SentTo = null;
        if (Rest is null) return;
        Commands = Rest();
        _deadline += Environment.TickCount64 - _sentWhen;
    }
}

/// <summary>Where a session's WATCHes are in force.</summary>
internal sealed class WatchPlace
{
    /// <summary>True when on this node, in the session itself.</summary>
    public bool IsHere { get; set; }

    /// <summary>The link, and the opening of it, at whose other end they are; null while none is.</summary>
    public Link? At { get; set; }

    /// <inheritdoc cref="At"/>
    public int Opening { get; set; }

    /// <summary>True when some are lost, or are in several places: EXEC answers nil, as if a key had changed.</summary>
    public bool IsBroken { get; set; }

    /// <summary>True when nobody wants them any more.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>True when all of it is at the other end of this link.</summary>
    public bool Holds(Link link) => !IsBroken && !IsHere && (At is null || (At == link && Opening == link.Opening));
}
