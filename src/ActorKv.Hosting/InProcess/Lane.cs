// A session without a socket, and who may run on it.
//
//   caller ── TryEnter ──► Send: encode, execute, read the reply ── Leave ──►        the whole way of a command whose key shard is free,
//                             │ suspended, or gated                                 on the caller's thread, without an allocation
//                             ▼
//                          LaneCall, which the caller awaits
//
//   _state    free ── enter ──► Held ── leave ──► free
//              │ Post             │ Post
//              ▼                  ▼
//             Mail ── pool ──► Held          leaving a lane that has mail hands it to the thread pool
//
// Being alone on a lane is one compare-and-swap, and nobody waits for it: who finds it held leaves mail, or goes to another lane. Mail is
// all that others tell a lane: a suspended turn may go on, calls are in the backlog, something was published, the session was closed.
//
// Order: while a call of the lane is suspended, those behind it wait in the backlog. So commands issued by one thread, which has a lane as its
// home, are executed in the order in which it issued them.
//
// A reply that waits for the journal is taken out of the session and read at once; its LaneCall waits for the journal alone. So a lane
// executes on while a thousand of its replies wait.

using System.Collections.Concurrent;
using ActorKv.Engine;
using ActorKv.Engine.Access;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging;

namespace ActorKv.Hosting.InProcess;

internal sealed partial class Lane : PushQueue, ISessionTransport, IThreadPoolWorkItem
{
    private const int Free = 0, Held = 1, Mail = 2;

    private readonly InProcessKv _kv;
    private readonly Store _store;
    private readonly ConcurrentQueue<LaneCall> _backlog = new();
    private readonly Queue<LaneCall> _gated = new();
    private readonly TaskCompletionSource _retired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Request _request = new();
    private readonly Action<RespWriter> _endWait;
    private byte[] _bytes = [];
    private Session _session;
    private LaneCall? _suspended;
    private int _state;
    private int _pending;            // calls suspended and in the backlog
    private int _mayGoOn;
    private int _isListed;           // among the lanes that the journal's commits are told to
    private volatile bool _isCut;    // the engine has closed the session
    private volatile bool _isClosing;
    private volatile bool _isRetired;
    private bool _waitWasEnded;

    /// <param name="kv">Whose lane it is.</param>
    /// <param name="use">What it is for.</param>
    public Lane(InProcessKv kv, LaneUse use)
    {
        _kv = kv;
        _store = kv.Store;
        Use = use;
        _endWait = EndWait;
        _session = NewSession(_store.Statistics.NewCounters());
    }

    public LaneUse Use { get; }

    /// <summary>True from the moment a spare lane is taken until it is idle again. Changed by who holds the lane.</summary>
    public bool IsRented { get; set; }

    /// <summary>True while a call is suspended or waits behind one.</summary>
    public bool HasPending => Volatile.Read(ref _pending) > 0;

    /// <summary>Gets what comes unasked. It must not call the store.</summary>
    public Action<Reply>? OnPush { get; init; }

    /// <summary>Runs when the session is closed, whoever closed it.</summary>
    public Action? OnRetired { get; init; }

    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Held, Free) == Free;

    /// <summary>Leaves the lane, and has the thread pool look after mail that came meanwhile.</summary>
    public void Leave()
    {
        bool isIdle = TakeIdle();
        if (Interlocked.CompareExchange(ref _state, Free, Held) != Held)
        {
            Interlocked.Exchange(ref _state, Mail);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        if (isIdle) _kv.Return(this);
    }

    /// <summary>Ends what is suspended, fails what waits, and closes the session. From any thread.</summary>
    public Task CloseAsync()
    {
        _isClosing = true;
        Post();
        return _retired.Task;
    }

    /// <summary>A call of this lane was cancelled while it was suspended.</summary>
    public void OnCancelled() => Post();

    public void Resume()
    {
        Volatile.Write(ref _mayGoOn, 1);
        Post();
    }

    // Its caller may have cancelled it before it began to wait for keys.
    public void OnBlocked() => Post();

    public override void Signal() => Post();

    public void Close(bool flush)
    {
        _isCut = true;
        Post();
    }

    /// <summary>Looks after the mail, on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        bool isIdle = false;
        do
        {
            Interlocked.Exchange(ref _state, Held);
            Serve();
            if (_isRetired) return;
            isIdle |= TakeIdle();
        }
        while (Interlocked.CompareExchange(ref _state, Free, Held) != Held);
        if (isIdle) _kv.Return(this);
    }

    private void Post()
    {
        if (Interlocked.Or(ref _state, Mail) == Free) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TakeIdle()
    {
        if (!IsRented || _pending > 0) return false;
        IsRented = false;
        return true;
    }
}
