// A client's session in an Akka.NET application: its bytes, its engine session, and the order of its replies. What carries the bytes, a TCP stream or
// a caller in the process, is its host.
//
//   Receive(bytes) ─► Step ─► decode ─► Session.Execute ─┬─ about the session or the server: answered into Session.Output
//                                                        └─ over keys: FrontSession.Routing.cs, a hole in the replies
//                     └─► at the end one message for every key shard that has something to do
//   OnAnswer ─► holes are filled ─► TakeOutput: replies in order
//
// Input rests while the session is suspended, while a transaction or a blocking command is on its way, and while MostOwed replies are owed: then
// MayReceive is false and the host reads no more, so that a client cannot ask faster than the key shards answer.

using System.Runtime.InteropServices;
using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using Akka.IO;

namespace ActorKv.Akka.Front;

internal sealed partial class FrontSession : PushQueue, ISessionTransport
{
    private const int MostOwed = 4096;
    private const int MostInputWhileHeld = 1024 * 1024;
    private const int MostOutput = 8 * 1024 * 1024;
    private const int FirstBuffer = 4096;

    private readonly FrontNode _node;
    private readonly IFrontHost _host;
    private readonly ReplyQueue _replies;
    private readonly List<PushFrame> _run = [];
    private readonly Action _continue, _deliver, _nothing = static () => { };
    private byte[] _buffer = [];
    private int _requestStart;
    private int _start, _end;      // input not decoded yet
    private int _isSignalled;
    private bool _isClosed;

    /// <param name="node">Where it is.</param>
    /// <param name="host">What runs it.</param>
    /// <param name="remote">The client's address.</param>
    /// <param name="local">The address that it has connected to.</param>
    public FrontSession(FrontNode node, IFrontHost host, string remote, string local)
    {
        _node = node;
        _host = host;
        _continue = Continue;
        _deliver = DeliverPushes;
        RemoteAddress = remote;
        LocalAddress = local;
        Session = new Session(node.Store, this, node.Store.Statistics.NewCounters());
        Session.RouteThrough(this);
        _replies = new ReplyQueue(Session.Output);
        _sessionId = node.NewSessionId(Session.Id);
        _lanes = new ShardLane?[node.Store.Shards.Length];
    }

    public Session Session { get; }

    public string RemoteAddress { get; }

    public string LocalAddress { get; }

    public int Descriptor => -1;

    public long PendingInput => _end - _start;

    public BufferFigures Buffers => new(Math.Max(0, PendingInput), Math.Max(0, _buffer.Length - PendingInput), Reads: true, Writes: false);

    public PushQueue Pushes => this;

    /// <summary>True while the host is to read more from the client.</summary>
    public bool MayReceive => !Session.IsClosing && Session.Output.Pending <= MostOutput && (MayExecute ? _replies.Count < MostOwed : MayWait && PendingInput < MostInputWhileHeld);

    /// <summary>True when <see cref="TakeOutput"/> has something.</summary>
    public bool HasOutput => _replies.IsReady;

    /// <summary>True when the client is owed nothing any more and is to be let go.</summary>
    public bool IsOver => IsAborted || (Session.IsClosing && !HasOutput && _replies.Count == 0 && !Session.IsSuspended);

    /// <summary>True when the connection is to be closed at once.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>True when nothing is under way: a client that sends no more can be let go.</summary>
    public bool IsIdle => _replies.Count == 0 && !Session.IsSuspended && !HasOutput;

    /// <summary>True while the client waits in a blocking command.</summary>
    public bool IsWaiting => MayWait;

    /// <summary>True while <see cref="EndWait"/> has something to end.</summary>
    public bool IsBlocked => MayWait || Session.IsBlocked;

    /// <summary>Takes bytes of the client. To be followed by <see cref="Step"/>.</summary>
    public void Receive(ByteString bytes)
    {
        int taken = 0;
        Memory<byte> direct = Session.Decoder.DirectTarget;
        if (direct.Length > 0)
        {
            taken = Math.Min(direct.Length, bytes.Count);
            if (MemoryMarshal.TryGetArray(direct, out ArraySegment<byte> target)) bytes.CopyTo(target.Array!, target.Offset, taken);
            Session.Decoder.AdvanceDirect(taken);
        }
        int left = bytes.Count - taken;
        if (left == 0) return;
        Reserve(left);
        (taken == 0 ? bytes : bytes.Slice(taken)).CopyTo(_buffer, _end, left);
        _end += left;
    }

    /// <summary>Executes what may be executed, and sends what was forwarded.</summary>
    public void Step()
    {
        Session.Now = _node.Store.NowMilliseconds;
        Session.Counters.BeginCalls();
        // What was published before the client asked is told before the answer, although it may not be this step that it was posted for.
        if (Volatile.Read(ref _isSignalled) != 0) DeliverPushes();
        while (MayExecute && _replies.Count < MostOwed && Session.Output.Pending <= MostOutput && TryExecuteNext())
        {
        }
        if (_start == _end) _start = _end = 0;
        SendLanes();
        if (_waits is not null) _replies.PassOnlyHole();
    }

    /// <summary>Replies and pushes that may leave now.</summary>
    public byte[] TakeOutput() => _replies.Take();

    public override void Signal()
    {
        if (Interlocked.Exchange(ref _isSignalled, 1) == 0) _host.Post(_deliver);
    }

    public void DeliverPushes()
    {
        Interlocked.Exchange(ref _isSignalled, 0);
        int left = Count;
        while (TakeRun(_run, ref left) is not null)
        {
            foreach (PushFrame frame in _run) Session.Deliver(frame);
            _run.Clear();
        }
    }

    public void RetainInput()
    {
        int length = _start - _requestStart;
        byte[] own = _buffer.AsSpan(_requestStart, length).ToArray();
        Session.Decoder.Request.Rebase(own, 0);
    }

    public void Resume() => _host.Post(_continue);

    public void OnBlocked()
    {
        // Commands that wait for keys run in their key shard's session: this one only waits for tasks, which end.
    }

    public void SendFile(Stream file)
    {
        file.Dispose();
        Session.BeginClose();
    }

    public void Close(bool flush)
    {
        if (!flush) IsAborted = true;
        _host.Post(_nothing);
    }

    /// <summary>The connection has ended.</summary>
    public void OnClosed()
    {
        if (_isClosed) return;
        _isClosed = true;
        GiveUp();
        Session.OnDisconnected();
        _node.Store.Statistics.Retire(Session.Counters);
    }

    private bool MayExecute => !Session.IsSuspended && !Session.IsClosing && _held is null;

    private bool TryExecuteNext()
    {
        if (_start == _end && !Session.Decoder.InRequest) return false;
        _requestStart = _start;
        DecodeStatus status = Session.Decoder.Decode(_buffer, ref _start, ref _end);
        if (status == DecodeStatus.Complete)
        {
            Session.Execute(Session.Decoder.Request);
            return true;
        }
        if (status == DecodeStatus.Error)
        {
            Session.Output.Error(Encoding.Latin1.GetBytes("ERR " + Session.Decoder.Error));
            Session.BeginClose();
        }
        return false;
    }

    private void Continue()
    {
        if (_isClosed) Session.OnTurnOver();
        else if (Session.Continue()) Step();
    }

    // Makes room behind the input. What is decoded already is overwritten, since who suspends keeps its request (RetainInput).
    private void Reserve(int count)
    {
        if (_buffer.Length - _end >= count) return;
        int held = _end - _start;
        byte[] target = held + count <= _buffer.Length ? _buffer : GC.AllocateUninitializedArray<byte>(Math.Max(FirstBuffer, Math.Max(_buffer.Length * 2, held + count)));
        _buffer.AsSpan(_start, held).CopyTo(target);
        _buffer = target;
        (_start, _end) = (0, held);
    }
}
