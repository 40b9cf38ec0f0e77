// One connection, seen from the engine: who is there, what it has chosen, and what it waits for.
//
//   Execute(request)                                                                Session.Dispatch.cs
//     ├─ find the command; unknown, arity, authentication, rights, loading ...   an error, at once
//     ├─ about the session or the server  -> SessionCommand                       runs here
//     ├─ about keys                       -> SessionTurn                          runs here when its key shards are free,
//     │                                                                           elsewhere later when not: the session is suspended
//     ├─ made of other commands           -> SessionTurn.Parts.cs                 the same
//     └─ either of both, of a session whose key shards are elsewhere -> Routing   there; the session goes on
//
// A session belongs to one thread (its event loop, or its caller). While it is suspended it executes nothing; its turn may then run on another
// thread, writes its reply into a scratch writer, and asks the transport to bring the session back to its own thread: Session.Waiting.cs.
// Replies leave through the output gate: see OutputGate.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Turns;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Statistics;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed partial class Session : IKeyRights
{
    // Objects of a session and its connection, without buffers.
    private const long OfIdle = 4096;

    private readonly SessionTurn _turn;
    private Request? _underway;
    private long _began;
    private bool _rejected;

    /// <param name="store">The engine.</param>
    /// <param name="transport">What carries the session's bytes.</param>
    /// <param name="counters">Where to count: those of the session's event loop.</param>
    public Session(Store store, ISessionTransport transport, LoopCounters counters)
    {
        Counters = counters;
        Store = store;
        Transport = transport;
        Id = store.Sessions.NextId();
        Reply = Output;
        Gate = new OutputGate(Output);
        _turn = new SessionTurn(this);
        CreatedAt = LastActive = Now = store.NowMilliseconds;
        Decoder = new RequestDecoder(store.Limits);
        User = store.Access.Default;
        Authenticated = !store.RequiresAuthentication;
        store.Sessions.Add(this);
    }

    public Store Store { get; }

    public ISessionTransport Transport { get; }

    /// <summary>Unique and ascending within the process.</summary>
    public long Id { get; }

    /// <summary>What decodes the session's bytes; its limits follow authentication.</summary>
    public RequestDecoder Decoder { get; }

    /// <summary>What goes to the client.</summary>
    public RespWriter Output { get; } = new();

    /// <summary>Where the commands about the session or the server write: <see cref="Output"/>, or a writer of the turn's while they run inside one.</summary>
    public RespWriter Reply { get; set; }

    /// <summary>2 or 3.</summary>
    public int RespVersion
    {
        get => Output.Version;
        set => Output.Version = Reply.Version = value;
    }

    public OutputGate Gate { get; }

    public KeyTurn Turn => _turn.Turn;

    /// <summary>What a turn command runs others with.</summary>
    public SessionTurn Parts => _turn;

    public SessionModes Modes { get; private set; }

    /// <summary>What is queued and watched; null for a session that never did.</summary>
    public Transaction? Transaction { get; set; }

    /// <summary>What runs the session's scripts; null for a session that never had one.</summary>
    public ScriptCaller? Scripts { get; set; }

    /// <summary>Where its commands over keys go, when their key shards are elsewhere.</summary>
    public ShardRouting? Routing { get; private set; }

    /// <summary>The one key shard that its turns may hold, whatever they ask for; null: any. For who runs forwarded commands, and for a session of a
    /// cluster while it runs one itself.</summary>
    public int? OnlyShard { get; set; }

    /// <summary>True when nothing more is to be executed for the moment, because others owe it so much.</summary>
    public bool IsHeldUp => Gate.IsFull || (Routing is { } routing && routing.IsHeldUp);

    /// <summary>True when it runs what a session of another node has forwarded: whoever runs it gives a request back whose key shard is no longer here
    /// (<see cref="DropMoved"/>).</summary>
    public bool IsForAnother { get; init; }

    public bool IsInTransaction => (Modes & SessionModes.Transaction) != 0;

    public LoopCounters Counters { get; }

    public int Database { get; set; }

    public string Name { get; set; } = "";

    public string LibraryName { get; set; } = "";

    public string LibraryVersion { get; set; } = "";

    /// <summary>Who the client is: the default user until it says otherwise.</summary>
    public AclUser User { get; private set; }

    public bool Authenticated
    {
        get;
        set
        {
            field = value;
            Decoder.Unauthenticated = !value;
        }
    }

    /// <summary>True when a password is asked for and was not given. Whoever was connected before it was asked for may stay.</summary>
    public bool MustAuthenticate => !Authenticated && Store.RequiresAuthentication;

    public ReplyMode ReplyMode { get; set; }

    /// <summary>False when the reply of the command under way is not to be sent.</summary>
    public bool WantsReply => ReplyMode is ReplyMode.On or ReplyMode.SkipNext;

    /// <summary>True once the client has asked for the map of the cluster: from then on it is told where keys are, not served from elsewhere.</summary>
    public bool KnowsMap { get; set; }

    public bool NoTouch { get; set; }

    public bool NoEvict { get; set; }

    /// <summary>What REPLCONF has said; null for almost everybody.</summary>
    public SnapshotWishes? SnapshotWishes { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; }

    /// <summary>When something was received, executed or sent, Unix milliseconds. Set by the transport too: a large request takes a while.</summary>
    public long LastActive { get; set; }

    public Command? LastCommand { get; private set; }

    /// <summary>Commands executed, for INFO and CLIENT LIST.</summary>
    public long Commands { get; private set; }

    /// <summary>LSN of the newest turn that this session's turns wrote or may have read from.</summary>
    public long LastLsn => _turn.LastLsn;

    /// <summary>Bytes of output that could not be sent yet, as the transport last told, for CLIENT LIST.</summary>
    public long PendingOutput { get; set; }

    /// <summary>Full buffers among them, and the most bytes that ever waited.</summary>
    public int FullOutputBuffers { get; set; }

    /// <inheritdoc cref="FullOutputBuffers"/>
    public long PeakOutput { get; set; }

    /// <summary>Bytes that the connection takes, about: its objects, its buffers, what it has queued. From any thread.</summary>
    public long Memory
    {
        get
        {
            BufferFigures buffers = Transport.Buffers;
            return OfIdle + buffers.Input + buffers.InputRoom + Math.Max(PendingOutput, Output.BufferSize) + (Transaction?.Bytes ?? 0);
        }
    }

    /// <summary>Bytes of the request that a suspended session holds. From any thread.</summary>
    public long RequestBytes => IsSuspended ? Decoder.Request.WireLength : 0;

    /// <summary>True when it is being closed for its memory.</summary>
    public bool IsEvicted { get; set; }

    /// <summary>True when nothing more is to be executed: after QUIT, CLIENT KILL of itself, or a protocol error.</summary>
    public bool IsClosing { get; private set; }

    /// <summary>The time the transport read the clock, Unix milliseconds; the transport sets it before it executes what it has read.</summary>
    public long Now { get; set; }

    /// <summary>Executes a request. True when its reply is in <see cref="Output"/>; false when the session is suspended.</summary>
    public bool Execute(Request request)
    {
        LastActive = Now;
        Commands++;
        long start = Output.Position, errors = Output.Errors;
        if (!Dispatch(request)) return false;
        if (Modes != SessionModes.None) Confirm(start);
        if (Output.Errors != errors) CountErrors(Output.Errors - errors);
        Finish(start);
        return true;
    }

    /// <summary>Opens a transaction: MULTI.</summary>
    public void OpenTransaction()
    {
        (Transaction ??= new Transaction(Store)).Open();
        Modes |= SessionModes.Transaction;
    }

    /// <summary>Closes it, and watches nothing any more.</summary>
    public void CloseTransaction()
    {
        Transaction?.Close();
        Modes &= ~SessionModes.Transaction;
    }

    /// <summary>From now on commands over keys go to this router.</summary>
    public void RouteThrough(IShardRouter router)
    {
        Routing = new ShardRouting(this, router);
        Modes |= SessionModes.Routed;
    }

    /// <summary>Takes what its router has for it, after <see cref="ISessionTransport.OnAnswered"/>. On the session's own thread.</summary>
    public void TakeAnswers() => Routing!.TakeAnswers();

    /// <summary>Counts commands that ran as parts of a turn.</summary>
    public void CountCommands(int parts) => Commands += parts;

    /// <summary>Executes nothing more, and closes when the output is sent.</summary>
    public void BeginClose()
    {
        IsClosing = true;
        Transport.Close(flush: true);
    }

    /// <summary>The connection has ended.</summary>
    public void OnDisconnected()
    {
        IsClosing = true;
        _turn.Blocked?.Cancel(null);
        _wait?.End(null);
        if (!IsSuspended) CloseTransaction();
        Routing?.Close();
        StopListening();
        Store.Sessions.Remove(this);
    }

    /// <summary>The connection had ended while the session was suspended, and its turn is over now.</summary>
    public void OnTurnOver()
    {
        IsSuspended = false;
        CloseTransaction();
    }

    /// <summary>Back to what a new connection is: RESET.</summary>
    public void Reset()
    {
        CloseTransaction();
        Database = 0;
        Name = "";
        User = Store.Access.Default;
        RespVersion = 2;
        ReplyMode = ReplyMode.On;
        KnowsMap = NoTouch = NoEvict = false;
        StopListening();
        Authenticated = !Store.RequiresAuthentication;
    }

    // A node that was paused in the middle of a turn may have lost its key shards: what the turn read is not to be told, and what it wrote the journal
    // takes or does not.
    private void Confirm(long start)
    {
        if (Routing is not { MayAnswer: false }) return;
        Output.Truncate(start);
        Output.Error(RoutingErrors.OutcomeUnknown);
        _turn.MustWaitFor = 0;
    }

    /// <summary>Replies an error whose text holds bytes of the request, as Latin-1.</summary>
    public void Error(string text) => Reply.Error(Encoding.Latin1.GetBytes(text));

    /// <summary>Lets the client in as a user.</summary>
    public void Enter(AclUser user)
    {
        User = user;
        Authenticated = true;
    }

    public bool MayReadEveryKey(Request request) => User.IsUnrestricted || this.HasFullReadAccess(request);
}
