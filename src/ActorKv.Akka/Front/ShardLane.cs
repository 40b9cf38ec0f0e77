// What one connection has for one key shard: commands that leave together at the end of a read, and those that are on their way.

using ActorKv.Akka.KeyShards;
using ActorKv.Protocol;
using Akka.Actor;

namespace ActorKv.Akka.Front;

/// <summary>What becomes of a command's reply.</summary>
internal enum ReplyUse
{
    /// <summary>It fills the hole.</summary>
    Reply,

    /// <summary>It goes into the merged reply of all key shards.</summary>
    Part,

    /// <summary>Nobody is told: that of MULTI and of what is queued.</summary>
    None,
}

/// <summary>A command that was forwarded.</summary>
internal readonly record struct Forwarded(Hole Hole, ReplyUse Use);

/// <summary>Commands that left together.</summary>
/// <param name="id">What key shard and front know them by.</param>
/// <param name="lane">Where they went.</param>
/// <param name="commands">Each with what its reply is for.</param>
internal sealed class Flight(long id, ShardLane lane, Forwarded[] commands)
{
    public long Id { get; } = id;

    public ShardLane Lane { get; } = lane;

    /// <summary>The key shard's actor, when they were sent to it directly; null when through the region.</summary>
    public IActorRef? SentTo { get; init; }

    /// <summary>When their outcome is given up as unknown, in milliseconds of the node's clock.</summary>
    public long Deadline { get; set; }

    /// <summary>The first that is not answered.</summary>
    public int Next { get; set; }

    public ReadOnlySpan<Forwarded> Commands => commands;

    public bool IsOver => Next == commands.Length;
}

internal sealed class ShardLane(int shard)
{
    private readonly RespWriter _commands = new();
    private readonly List<Forwarded> _forwarded = [];

    public int Shard { get; } = shard;

    /// <summary>Flights that are not over.</summary>
    public int InFlight { get; set; }

    /// <summary>Those among them that went through the region. What is sent directly would overtake them.</summary>
    public int InFlightThroughRegion { get; set; }

    /// <summary>True when the session's next commands must not run here: some are on their way, or about to be.</summary>
    public bool IsBusy => InFlight > 0 || _forwarded.Count > 0;

    public int Count => _forwarded.Count;

    /// <summary>Whose commands are waiting to leave.</summary>
    public SessionFacts? Facts { get; private set; }

    /// <summary>In which of the key shard's sessions they run.</summary>
    public SessionUse Use { get; private set; }

    /// <summary>True when one of them may wait for its keys.</summary>
    public bool Waits { get; set; }

    /// <summary>Says whose the commands are that follow.</summary>
    public void Begin(SessionFacts facts, SessionUse use) => (Facts, Use, Waits) = (facts, use, false);

    public void Add(Request request, Forwarded forwarded)
    {
        _commands.Array(request.Count);
        for (int i = 0; i < request.Count; i++) _commands.Bulk(request[i]);
        _forwarded.Add(forwarded);
    }

    /// <summary>A command without arguments.</summary>
    public void Add(ReadOnlySpan<byte> name, Forwarded forwarded)
    {
        _commands.Array(1);
        _commands.Bulk(name);
        _forwarded.Add(forwarded);
    }

    /// <summary>Takes what waits to leave.</summary>
    public byte[] Take(out Forwarded[] forwarded)
    {
        forwarded = [.. _forwarded];
        _forwarded.Clear();
        return _commands.TakeAll();
    }
}
