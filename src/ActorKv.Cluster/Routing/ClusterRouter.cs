// The commands of one session, on their way to where their key shards are.
//
//   Forward ── nothing of the session's is on its way there, and the key shard is open here ──► the session runs it itself
//       └──► Lane ──► the link of the owner ──► LinkSession ··· answer ──► the hole in the session's output
//               └─ no owner, no link, not there any more: waits, until the map says more, or for cluster-wait-timeout at most
//
// Everything here happens on the session's own thread; answers come through the inbox. What was not executed when its time is over is answered so:
// -TRYAGAIN when the key shard is moving, -CLUSTERDOWN when nobody has it. What was sent and lost is told to be unknown: a reply that says OK is always
// the owner's own.

using System.Collections.Concurrent;
using System.Text;
using ActorKv.Cluster.Links;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Blocking;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Routing;

internal sealed partial class ClusterRouter(ClusterLinks links, Session session) : IShardRouter
{
    private const int FirstTypicalReply = 64 * 1024;

    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly HashSet<Link> _used = [];
    private readonly RespWriter _writer = new();
    private readonly ConcurrentQueue<Note> _inbox = new();
    private SessionFacts? _facts;
    private WatchPlace? _watch;
    private Link? _full;
    private long _typicalReply = FirstTypicalReply;
    private int _nodeWide;         // commands under way that concern nodes
    private int _isTold;
    private long _ranAs;           // the member that this node was when the session last ran a command itself
    private volatile bool _isClosed;

    // An answer, or the wish that a wait ends.
    private readonly record struct Note(Forwarded Forwarded, Answered How, byte[]? Reply, bool WithError = false);

    public long SessionId => session.Id;

    /// <summary>Number of links at whose other end something of the session may be.</summary>
    internal int LinksInUse => _used.Count;

    public bool IsFull
    {
        get
        {
            if (_full is not { } link) return false;
            links.AddWaiting(this);
            if (link.IsFull) return true;
            _full = null;
            return false;
        }
    }

    // A node that was paused in the middle of a turn may have been declared gone and have joined anew before it comes to its reply.
    public bool MayAnswer => links.Cluster.HoldsLease && links.Cluster.Myself.Incarnation == _ranAs;

    public string? Refusal(CommandSpec command) => ClusterRefusals.ByName.GetValueOrDefault(command.FullName);

    public bool Forward(int shard, Command command, Request request, ForwardKind kind)
    {
        bool isIdle = IsIdle(shard);
        if (isIdle && IsHere(shard))
        {
            if (kind == ForwardKind.Keeps) Watch().IsHere = true;
            return false;
        }
        if (session.KnowsMap && isIdle && TryRedirect(shard, command, request)) return true;
        byte[] bytes = Encode(WithText(command.Spec, request));
        Lane lane = LaneOf(shard);
        if (kind != ForwardKind.Waits)
        {
            Add(new Forwarded(this, lane, Facts(), bytes, 1) { Hole = OpenHole(bytes.Length), Watch = kind == ForwardKind.Keeps ? Watch() : null, Deadline = Deadline() });
            return true;
        }
        Request asked = request.Copy();
        long since = session.Store.Time.GetTimestamp();
        Forwarded waits = new(this, lane, Facts(), bytes, 1)
        {
            Deadline = Deadline(), Rest = () => Encode(RestOfTimeout.Of(command.Spec, asked, session.Store.Time.GetElapsedTime(since))),
        };
        waits.Wait = session.Wait(timeoutMilliseconds: 0, static reply => reply.NullArray(), onCancel: withError => Post(new Note(waits, Answered.Reply, null, withError)));
        Add(waits);
        return true;
    }

    public bool ForwardTransaction(int shard, IReadOnlyList<QueuedCommand> queued, bool watches)
    {
        WatchPlace? watch = _watch;
        _watch = null;
        bool isHere = IsIdle(shard) && IsHere(shard);
        if (isHere && (!watches || watch is { IsHere: true, IsBroken: false, At: null })) return false;
        if (watches && (isHere || watch is null or { IsHere: true } or { IsBroken: true }))
        {
            // What was watched is not where the transaction would run, so it may have changed.
            GiveUp(watch);
            session.Output.NullArray();
            return true;
        }
        byte[] commands = EncodeTransaction(queued);
        Add(new Forwarded(this, LaneOf(shard), Facts(), commands, queued.Count + 2)
        {
            Hole = OpenHole(commands.Length), Watch = watches ? watch : null, IsTransaction = true, Deadline = Deadline(),
        });
        return true;
    }

    public void ForwardToAll(Request request, ReplyMerge merge)
    {
        byte[] commands = Encode(request);
        ReplyHole hole = OpenHole(commands.Length);
        ShardsReply parts = new(hole, merge, merge.FirstShard < 0 ? null : request.Copy());
        if (merge.FirstShard >= 0) Ask(merge.FirstShard, commands, parts, 0);
        else
        {
            for (int shard = 0; shard < session.Store.Shards.Length; shard++) Ask(shard, commands, parts, shard);
        }
    }

    public bool ForwardSplit(Command command, Request request, IReadOnlyList<int> keys)
    {
        List<int> shards = [];
        List<List<int>> positions = [];
        for (int i = 0; i < keys.Count; i++)
        {
            int shard = Slot.ToShard(Slot.Of(request[keys[i]]), session.Store.Shards.Length);
            int part = shards.IndexOf(shard);
            if (part < 0)
            {
                part = shards.Count;
                shards.Add(shard);
                positions.Add([]);
            }
            positions[part].Add(i);
        }
        SplitReply reply = new(OpenHole(request.WireLength), positions, keys.Count, session.RespVersion);
        int step = command.Spec.Keys[0].Range!.Value.Step;
        for (int part = 0; part < shards.Count; part++)
        {
            _writer.Array(1 + positions[part].Count * step);
            _writer.Bulk(request[0]);
            foreach (int key in positions[part])
                for (int i = 0; i < step; i++) _writer.Bulk(request[keys[key] + i]);
            Ask(shards[part], _writer.TakeAll(), reply, part);
        }
        return true;
    }

    public bool ForwardToNodes(Command command, Request request)
    {
        if (session.IsInsideTurn || PolicyOf(command.Spec) is not { } policy) return false;
        byte[] commands = Encode(request);
        ClusterMember[] members = [.. links.Members];
        NodesReply reply = new(OpenHole(commands.Length), policy, members.Length);
        for (int i = 0; i < members.Length; i++)
        {
            _nodeWide++;
            Add(new Forwarded(this, LaneOf(members[i]), Facts(), commands, 1) { Parts = reply, Part = i, Deadline = Deadline() });
        }
        return true;
    }

    public void Forget(int shard)
    {
        GiveUp(_watch);
        _watch = null;
    }

    /// <summary>A request was answered. From any thread.</summary>
    public void OnAnswer(Forwarded forwarded, Answered how, byte[] reply) => Post(new Note(forwarded, how, reply));

    /// <summary>Has the session look again at what waits. From any thread.</summary>
    public void Wake()
    {
        if (!_isClosed && Interlocked.Exchange(ref _isTold, 1) == 0) session.Transport.OnAnswered();
    }

    public void TakeAnswers()
    {
        Interlocked.Exchange(ref _isTold, 0);
        if (_isClosed) return;
        while (_inbox.TryDequeue(out Note note))
        {
            if (note.Reply is null) EndWait(note.Forwarded, note.WithError);
            else OnAnswerHere(note);
        }
        StepParked();
    }

    public void Close()
    {
        _isClosed = true;
        foreach (Link link in _used) link.SendOf(SessionId, LinkFrameKind.Over);
        _lanes.Clear();
        _parked.Clear();
    }

    private static NodesPolicy? PolicyOf(CommandSpec command) => command.FullName switch
    {
        "script|load" or "script|flush" => NodesPolicy.All,
        "script|exists" => NodesPolicy.And,
        "script|kill" or "function|kill" => NodesPolicy.One,
        _ => null,
    };

    private bool IsIdle(int shard) => _lanes.Count == 0 || (_nodeWide == 0 && !_lanes.ContainsKey(shard));

    private bool IsHere(int shard)
    {
        _ranAs = links.Cluster.Myself.Incarnation;
        return links.IsHere(shard);
    }

    // A client that knows the map is told where to go. Keys decide: without any, the command is forwarded.
    private bool TryRedirect(int shard, Command command, Request request)
    {
        ShardPlace place = links.Cluster.Map.Shards[shard];
        if (place.Owner is not { } owner || !place.IsServing || owner.Incarnation == links.Cluster.Myself.Incarnation) return false;
        List<int> keys = [];
        KeyRouting.TryFindKeys(command.Spec, request, keys);
        if (keys.Count == 0) return false;
        session.Error(RoutingErrors.Moved(Slot.Of(request[keys[0]]), owner));
        return true;
    }

    private void Ask(int shard, byte[] commands, PartedReply parts, int part) =>
        Add(new Forwarded(this, LaneOf(shard), Facts(), commands, 1) { Parts = parts, Part = part, Deadline = Deadline() });

    private WatchPlace Watch() => _watch ??= new WatchPlace();

    private void GiveUp(WatchPlace? watch)
    {
        if (watch is null) return;
        watch.IsForgotten = true;
        watch.At?.SendOf(SessionId, LinkFrameKind.Forget);
    }

    private ReplyHole OpenHole(long bytes) => session.Gate.AddHole(!session.WantsReply, bytes + _typicalReply);

    private long Deadline() => Environment.TickCount64 + links.WaitMilliseconds;

    private void Post(Note note)
    {
        if (_isClosed) return;
        _inbox.Enqueue(note);
        Wake();
    }

    private SessionFacts Facts()
    {
        if (_facts is { } known && known.Database == session.Database && known.RespVersion == session.RespVersion && known.NoTouch == session.NoTouch
            && ReferenceEquals(_factsUser, session.User)) return known;
        _factsUser = session.User;
        return _facts = new SessionFacts(Encoding.UTF8.GetBytes(session.User.Name), session.Database, session.RespVersion, session.NoTouch);
    }

    private byte[] Encode(Request request)
    {
        Write(request);
        return _writer.TakeAll();
    }

    private byte[] EncodeTransaction(IReadOnlyList<QueuedCommand> queued)
    {
        _writer.Raw("*1\r\n$5\r\nMULTI\r\n"u8);
        foreach (QueuedCommand command in queued) Write(WithText(command.Command.Spec, command.Request));
        _writer.Raw("*1\r\n$4\r\nEXEC\r\n"u8);
        return _writer.TakeAll();
    }

    private void Write(Request request)
    {
        _writer.Array(request.Count);
        for (int i = 0; i < request.Count; i++) _writer.Bulk(request[i]);
    }

    // The owner may never have seen the script: its text goes along when this node knows it.
    private Request WithText(CommandSpec command, Request request)
    {
        if (command.Group != CommandGroup.Scripting || command.Name is not ("EVALSHA" or "EVALSHA_RO") || session.Store.Scripts.FindSha(request[1]) is not Script script) return request;
        Request eval = new();
        eval.AddOwn(command.Name == "EVALSHA" ? "EVAL"u8.ToArray() : "EVAL_RO"u8.ToArray());
        eval.AddOwn(script.Text);
        for (int i = 2; i < request.Count; i++) eval.AddOwn(request[i].ToArray());
        return eval;
    }
}
