// A session of the engine without a socket, in which one session of another node runs what it forwards here.
//
//   Run ──► busy? behind what runs ──► key shard here? ── no ──► NotHere, and so are all that follow for this key shard until one is Fresh
//                                          └ yes ─► commands, one after the other ──► ServedSessions.Answer
//                                                       └ suspended: in a mailbox, in a blocking command ··· Resume ──► goes on
//
// Refusing everything behind a refused request keeps a session's order: its node sends them again, in order, to where the key shard is.
// It belongs to the loop of the links. Clients do not see it: theirs is the one on their node, which CLIENT LIST shows.

using ActorKv.Engine;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Connection;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Links;

internal sealed class LinkSession : PushQueue, ISessionTransport
{
    private readonly ServedSessions _served;
    private readonly Store _store;
    private readonly Session _session;
    private readonly Queue<ServedRequest> _later = new();
    private readonly HashSet<int> _refused = [];
    private readonly Action _goOn;
    private ServedRequest? _current;
    private int _commandStart;
    private long _runsAs;          // the member that this node was when the current request began
    private bool _isKept;          // what is not executed of the current request is its own
    private bool _isClosed;

    public LinkSession(ServedSessions served)
    {
        _served = served;
        _store = served.Links.Store;
        _goOn = GoOn;
        _session = new Session(_store, this, served.Links.Loop.Counters) { IsForAnother = true };
        _store.Sessions.Remove(_session);
    }

    /// <summary>Replies that wait for the journal.</summary>
    public int Unsent { get; set; }

    public string RemoteAddress => "link";

    public string LocalAddress => "link";

    public int Descriptor => -1;

    public long PendingInput => 0;

    public BufferFigures Buffers => default;

    public PushQueue Pushes => this;

    /// <summary>Runs a request, or has it wait for those before it. On the loop.</summary>
    public void Run(ServedRequest request)
    {
        if (_current is null)
        {
            Begin(request);
            return;
        }
        if (request != ServedRequest.Forget) request.Keep(request.Start);
        _later.Enqueue(request);
    }

    /// <summary>A blocking command is to wait no longer. Nothing when it is answered already.</summary>
    public void EndWait(long id, bool withError)
    {
        foreach (ServedRequest later in _later)
            if (later.Id == id) (later.MayNotWait, later.EndsWithError) = (true, withError);
        if (_current is not { } current || current.Id != id) return;
        (current.MayNotWait, current.EndsWithError) = (true, withError);
        Unblock(current);
    }

    /// <summary>Its client, or its node, is gone. On the loop.</summary>
    public void Close()
    {
        if (_isClosed) return;
        _isClosed = true;
        _later.Clear();
        _session.OnDisconnected();
    }

    public void Resume() => _served.Links.Loop.Post(_goOn);

    public void RetainInput()
    {
        if (_isKept || _current is not { } current) return;
        current.Keep(_commandStart);
        _session.Decoder.Request.Rebase(current.Buffer, 0);
        _commandStart = 0;
        _isKept = true;
    }

    public void OnBlocked() => _served.Links.Loop.Post(OnBlockedHere);

    public override void Signal()
    {
        // Nothing is pushed to a session that subscribes to nothing: its client's does.
    }

    public void DeliverPushes()
    {
        // As above.
    }

    public void SendFile(Stream file) => file.Dispose();

    public void Close(bool flush)
    {
        // It ends with the session whose commands it runs.
    }

    private void Begin(ServedRequest request)
    {
        _current = request;
        _isKept = false;
        if (request == ServedRequest.Forget)
        {
            _session.CloseTransaction();
            Next();
            return;
        }
        _runsAs = _served.Links.Cluster.Myself.Incarnation;
        if ((request.Flags & RequestFlags.Fresh) != 0) _refused.Remove(request.Shard);
        if (request.Shard >= 0 && (_refused.Contains(request.Shard) || !_served.Links.IsHere(request.Shard)))
        {
            Refuse(request);
            return;
        }
        if (!TryBecome(request))
        {
            _session.Output.Error($"NOPERM User {request.User} does not exist on the node of this key shard");
            Conclude(request);
            return;
        }
        _session.Now = _store.NowMilliseconds;
        _session.Counters.BeginCalls();
        Execute(request);
    }

    // Takes on what turns may depend on. False when this node has no such user.
    private bool TryBecome(ServedRequest request)
    {
        AclUser? user = _store.Access.Find(request.User);
        if (user is null) return false;
        if (!ReferenceEquals(_session.User, user) || !_session.Authenticated) _session.Enter(user);
        _session.Database = request.Database;
        if (_session.RespVersion != request.RespVersion) _session.RespVersion = request.RespVersion;
        _session.NoTouch = (request.Flags & RequestFlags.NoTouch) != 0;
        _session.OnlyShard = request.Shard >= 0 ? request.Shard : null;
        return true;
    }

    private void Execute(ServedRequest request)
    {
        RequestDecoder decoder = _session.Decoder;
        while (request.Left > 0)
        {
            _commandStart = request.Start;
            int start = request.Start, end = request.End;
            if (decoder.Decode(request.Buffer, ref start, ref end) != DecodeStatus.Complete) throw new FormatException("a request that is no RESP: " + decoder.Error);
            request.Start = start;
            bool done = _session.Execute(decoder.Request);
            if (!done)
            {
                if (request.MayNotWait) Unblock(request);
                return;
            }
            OnExecuted(request);
        }
        Conclude(request);
    }

    private void OnExecuted(ServedRequest request)
    {
        if (--request.Left > 0) _session.Output.TakeAll();
    }

    private void GoOn()
    {
        if (_isClosed)
        {
            _session.OnTurnOver();
            return;
        }
        ServedRequest request = _current!;
        if (request.Shard >= 0 && !_served.Links.IsHere(request.Shard) && _session.DropMoved())
        {
            _session.CloseTransaction();
            _session.Output.TakeAll();
            Refuse(request);
            return;
        }
        if (!_session.Continue())
        {
            if (request.MayNotWait) Unblock(request);
            return;
        }
        OnExecuted(request);
        Execute(request);
    }

    // Its turn may have been in a mailbox still when its client went, or was to wait no more.
    private void OnBlockedHere()
    {
        if (_isClosed) _session.OnDisconnected();
        else if (_current is { MayNotWait: true } current) Unblock(current);
    }

    private void Unblock(ServedRequest request) => _session.Unblock(request.EndsWithError ? ClientUnblockCommand.Unblocked : null);

    // Who lost its lease meanwhile may have shown what is true no more; what it changed is fenced off by the journal, or not.
    private void Conclude(ServedRequest request)
    {
        long lsn = _session.Gate.TakeAll();
        byte[] reply = _session.Output.TakeAll();
        if (request.Shard >= 0 && (!_served.Links.Cluster.HoldsLease || _served.Links.Cluster.Myself.Incarnation != _runsAs))
        {
            _session.Output.Error(RoutingErrors.OutcomeUnknown);
            reply = _session.Output.TakeAll();
        }
        _served.Answer(this, request.Id, reply, lsn);
        Next();
    }

    private void Refuse(ServedRequest request)
    {
        _refused.Add(request.Shard);
        _served.Answer(this, request.Id, null, 0);
        Next();
    }

    // Not within each other: a thousand may wait.
    private void Next()
    {
        _current = null;
        _isKept = false;
        if (_isClosed || !_later.TryDequeue(out ServedRequest? next)) return;
        if (_later.Count == 0)
        {
            Begin(next);
            return;
        }
        _current = next;
        _served.Links.Loop.Post(() =>
        {
            if (!_isClosed) Begin(next);
        });
    }
}
