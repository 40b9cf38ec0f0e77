// The session's commands over keys, on their way to key shards and back.
//
// All commands of a read for one key shard leave as one message. They are answered in order; an answer may come in pieces. Directly to the key shard's
// actor goes only what cannot overtake something of this session's that is still on its way through the region.
//
// What was not delivered has not run, and is answered so (-TRYAGAIN). Whatever else ends without an answer, a key shard that died or a node that is
// gone, is told to be unknown: a reply that says OK is always the key shard's own.

using ActorKv.Akka.KeyShards;
using ActorKv.Core.Commands;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorKv.Akka.Front;

internal sealed partial class FrontSession : IShardRouter
{
    private readonly string _sessionId;
    private readonly ShardLane?[] _lanes;
    private readonly List<ShardLane> _leaving = [];
    private readonly Dictionary<long, Flight> _flights = [];
    private SessionFacts? _facts;
    private Hole? _held;           // nothing is executed before it is filled
    private ShardLane? _waits;     // where it waits for its keys, when it does
    private ShardLane? _watches;   // where a WATCH is in force
    private long _lastFlight;

    public string? Refusal(CommandSpec command) => _node.Refusal(command);

    public bool Forward(int shard, Command command, Request request, ForwardKind kind)
    {
        ShardLane lane = Lane(shard);
        if (kind == ForwardKind.Plain && !lane.IsBusy && TryReadHere(shard, command, request)) return true;
        Hole hole = Open();
        // A wait may be long, and only of an actor that is known does anybody learn that it has ended: so that it answers something first.
        if (kind == ForwardKind.Waits && _node.Known(shard) is null)
        {
            Prepare(lane, SessionUse.Any);
            lane.Add("PING"u8, new Forwarded(hole, ReplyUse.None));
        }
        Prepare(lane, UseOf(kind));
        lane.Add(WithText(command.Spec, request), new Forwarded(hole, ReplyUse.Reply));
        if (kind == ForwardKind.Keeps) _watches = lane;
        if (kind != ForwardKind.Waits) return true;
        lane.Waits = true;
        (_held, _waits) = (hole, lane);
        return true;
    }

    public bool ForwardTransaction(int shard, IReadOnlyList<QueuedCommand> queued, bool watches)
    {
        ShardLane lane = Lane(shard);
        Hole hole = Open();
        Leave(lane);
        Prepare(lane, watches ? SessionUse.GoesOn : SessionUse.Any);
        lane.Add("MULTI"u8, new Forwarded(hole, ReplyUse.None));
        foreach (QueuedCommand command in queued) lane.Add(WithText(command.Command.Spec, command.Request), new Forwarded(hole, ReplyUse.None));
        lane.Add("EXEC"u8, new Forwarded(hole, ReplyUse.Reply));
        Leave(lane);
        (_held, _waits) = (hole, null);
        _watches = null;
        return true;
    }

    public void ForwardToAll(Request request, ReplyMerge merge)
    {
        Hole hole = new(Session.Output.Position, !Session.WantsReply) { Merge = merge, Walk = merge.FirstShard >= 0 ? request.Copy() : null };
        _replies.Add(hole);
        if (merge.FirstShard >= 0) AskForPart(merge.FirstShard, request, hole);
        else
        {
            for (int shard = 0; shard < _lanes.Length; shard++) AskForPart(shard, request, hole);
        }
        (_held, _waits) = (hole, null);
    }

    public void Forget(int shard)
    {
        Leave(Lane(shard));
        TellOver(shard);
        _watches = null;
    }

    /// <summary>Takes a message of a key shard. To be followed by <see cref="Step"/>.</summary>
    public void OnAnswer(object message, IActorRef sender)
    {
        switch (message)
        {
            case ShardReplies replies when _flights.TryGetValue(replies.Id, out Flight? flight):
                _node.Learn(flight.Lane.Shard, sender);
                OnReplies(flight, replies);
                break;
            case NotDelivered refused when _flights.TryGetValue(refused.Id, out Flight? flight):
                // It is on its way to another node: the region keeps what comes next until it is there.
                if (flight.SentTo is { } stopping) _node.Forget(flight.Lane.Shard, stopping);
                Fail(flight, RoutingErrors.NotDelivered);
                break;
            case OutcomeUnknown unknown when _flights.TryGetValue(unknown.Id, out Flight? flight):
                Fail(flight, RoutingErrors.OutcomeUnknown);
                break;
        }
    }

    /// <summary>The client's blocking command is to wait no longer. It is answered all the same, with what it has been served or as if its time were
    /// over.</summary>
    public void EndWait()
    {
        if (_waits is not { } lane)
        {
            Session.Unblock(reply: null);
            return;
        }
        foreach (Flight flight in _flights.Values)
        {
            if (flight.Lane != lane || flight.Deadline != long.MaxValue) continue;
            flight.Deadline = _node.Now + _node.RequestTimeoutMilliseconds;
            EndWait end = new(_sessionId, flight.Id);
            // The way that the command went, so as not to overtake it.
            if (flight.SentTo is { } actor) actor.Tell(end, _host.Self);
            else _node.Region.Tell(new ShardingEnvelope(ShardExtractor.Id(lane.Shard), end), _host.Self);
        }
    }

    /// <summary>A key shard's actor has ended. What was sent to it and not answered by <paramref name="until"/> never will be.</summary>
    public void OnGone(int shard, IActorRef actor, long until)
    {
        foreach (Flight flight in _flights.Values)
        {
            bool waitsThere = flight.SentTo is null && flight.Lane.Shard == shard && flight.Deadline == long.MaxValue;
            if (waitsThere || actor.Equals(flight.SentTo)) flight.Deadline = Math.Min(flight.Deadline, until);
        }
    }

    /// <summary>Gives up what has not been answered in time. To be followed by <see cref="Step"/>.</summary>
    public void OnTime(long now)
    {
        if (_flights.Count == 0) return;
        Flight[]? late = null;
        foreach (Flight flight in _flights.Values)
            if (flight.Deadline <= now) late = [.. late ?? [], flight];
        foreach (Flight flight in late ?? []) Fail(flight, RoutingErrors.OutcomeUnknown);
    }

    private bool MayWait => _waits is not null;

    // A key shard of this node that owes its journal nothing is read from here, unless something of ours is on its way to it.
    private bool TryReadHere(int shard, Command command, Request request)
    {
        if (command is not KeyCommand read || !read.Spec.Has(CommandFlags.ReadOnly) || !Session.Parts.TryRead(read, request, Session.Store.Shards[shard])) return false;
        Session.Counters.Call(command.Number);
        return true;
    }

    // A transaction that watches nothing runs in any session; one that does, and further WATCHes, in the one that has watched from the first on.
    private SessionUse UseOf(ForwardKind kind) => kind switch
    {
        ForwardKind.Plain => SessionUse.Any,
        ForwardKind.Keeps when _watches is not null => SessionUse.GoesOn,
        _ => SessionUse.Kept,
    };

    private void OnReplies(Flight flight, ShardReplies replies)
    {
        int at = 0;
        foreach (int length in replies.Lengths)
        {
            Answer(flight.Commands[flight.Next++], replies.Replies.Slice(at, length));
            at += length;
        }
        if (flight.IsOver) Land(flight);
    }

    private void Fail(Flight flight, string error)
    {
        RespWriter writer = new();
        writer.Error(error);
        byte[] reply = writer.TakeAll();
        while (!flight.IsOver) Answer(flight.Commands[flight.Next++], reply);
        Land(flight);
    }

    private void Land(Flight flight)
    {
        if (!_flights.Remove(flight.Id)) return;
        flight.Lane.InFlight--;
        if (flight.SentTo is null) flight.Lane.InFlightThroughRegion--;
    }

    private void Answer(Forwarded forwarded, ReadOnlyMemory<byte> reply)
    {
        Hole hole = forwarded.Hole;
        if (forwarded.Use == ReplyUse.Part)
        {
            if (!hole.Merge!.Add(reply.Span, out int next))
            {
                if (next >= 0) AskForPart(next, hole.Merge.NextRequest(hole.Walk!), hole);
                return;
            }
            hole.Fill(hole.Merge.Take());
        }
        else if (forwarded.Use == ReplyUse.Reply) hole.Fill(reply);
        else return;
        if (hole == _held) (_held, _waits) = (null, null);
    }

    private Hole Open()
    {
        Hole hole = new(Session.Output.Position, !Session.WantsReply);
        _replies.Add(hole);
        return hole;
    }

    private void AskForPart(int shard, Request request, Hole hole)
    {
        ShardLane lane = Lane(shard);
        Prepare(lane, SessionUse.Any);
        lane.Add(request, new Forwarded(hole, ReplyUse.Part));
    }

    private ShardLane Lane(int shard) => _lanes[shard] ??= new ShardLane(shard);

    // What is under way for the lane leaves first if it was asked under other circumstances.
    private void Prepare(ShardLane lane, SessionUse use)
    {
        SessionFacts facts = Facts();
        if (lane.Count > 0)
        {
            if (ReferenceEquals(lane.Facts, facts) && lane.Use == use && !lane.Waits) return;
            Leave(lane);
        }
        lane.Begin(facts, use);
        _leaving.Add(lane);
    }

    private SessionFacts Facts()
    {
        if (_facts is { } known && known.Database == Session.Database && known.RespVersion == Session.RespVersion && known.User == Session.User.Name && known.NoTouch == Session.NoTouch) return known;
        return _facts = new SessionFacts(_sessionId, Session.Database, Session.RespVersion, Session.User.Name, Session.NoTouch);
    }

    private void SendLanes()
    {
        foreach (ShardLane lane in _leaving) Leave(lane);
        _leaving.Clear();
    }

    private void Leave(ShardLane lane)
    {
        if (lane.Count == 0) return;
        IActorRef? known = lane.InFlightThroughRegion == 0 ? _node.Known(lane.Shard) : null;
        bool waits = lane.Waits;
        byte[] commands = lane.Take(out Forwarded[] forwarded);
        Flight flight = new(++_lastFlight, lane, forwarded) { SentTo = known, Deadline = waits ? long.MaxValue : _node.Now + _node.RequestTimeoutMilliseconds };
        _flights.Add(flight.Id, flight);
        lane.InFlight++;
        if (known is null) lane.InFlightThroughRegion++;
        (known ?? _node.Region).Tell(new ShardRequests(lane.Shard, flight.Id, lane.Facts!, commands, forwarded.Length, lane.Use), _host.Self);
    }

    // A key shard's node may never have seen the script: its text goes along when this node knows it.
    private Request WithText(CommandSpec command, Request request)
    {
        if (command.Group != CommandGroup.Scripting || command.Name is not ("EVALSHA" or "EVALSHA_RO") || Session.Store.Scripts.FindSha(request[1]) is not Script script) return request;
        Request eval = new();
        eval.AddOwn(command.Name == "EVALSHA" ? "EVAL"u8.ToArray() : "EVAL_RO"u8.ToArray());
        eval.AddOwn(script.Text);
        for (int i = 2; i < request.Count; i++) eval.AddOwn(request[i].ToArray());
        return eval;
    }

    private void GiveUp()
    {
        if (_waits is { } waiting) TellOver(waiting.Shard);
        if (_watches is { } watching && watching != _waits) TellOver(watching.Shard);
        _flights.Clear();
    }

    private void TellOver(int shard) => _node.Region.Tell(new ShardingEnvelope(ShardExtractor.Id(shard), new SessionOver(_sessionId)), _host.Self);
}
