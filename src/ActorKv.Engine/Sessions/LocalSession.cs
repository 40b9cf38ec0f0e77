// A session without a socket: for callers in the same process, and for tests.
//
// One command at a time; the reply comes back when the output gate lets it go. The caller's thread runs the turn when the key shards are free.
//
// What comes unasked goes to OnPush, in the order in which a socket would have it: during a command on its caller's way, otherwise on a thread
// of the pool. So do the replies of SUBSCRIBE and the like behind the first, since one command gives many.

using ActorKv.Engine.Commits;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed class LocalSession : PushQueue, ISessionTransport, ICommitListener, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<PushFrame> _run = [];
    private TaskCompletionSource _called = NewSignal();
    private TaskCompletionSource _committed = NewSignal();
    private int _mayGoOn;
    private int _isSignalled;
    private bool _executing;
    private long _replyStart;      // what stands before it in the output came unasked

    /// <param name="store">The engine.</param>
    /// <param name="onlyShard">The one key shard that its turns may hold, or null.</param>
    public LocalSession(Store store, int? onlyShard = null)
    {
        Session = new Session(store, this, store.Statistics.NewCounters()) { OnlyShard = onlyShard };
        store.Commits.AddListener(this);
    }

    public Session Session { get; }

    public bool IsClosed { get; private set; }

    /// <summary>Gets what comes unasked. It must not execute anything on this session.</summary>
    public Action<Reply>? OnPush { get; set; }

    public PushQueue Pushes => this;

    public string RemoteAddress => "local";

    public string LocalAddress => "local";

    public int Descriptor => -1;

    public long PendingInput => 0;

    public BufferFigures Buffers => new(0, 0, Reads: true, Writes: false);

    /// <summary>Executes a command and returns its reply, durable as the policy demands.</summary>
    public async Task<Reply> ExecuteAsync(params byte[][] arguments)
    {
        await _one.WaitAsync();
        try
        {
            Session.Now = Session.Store.NowMilliseconds;
            Session.Counters.BeginCalls();
            _replyStart = Session.Output.Position;
            bool done = Step(() => Session.Execute(Request.Of(arguments)));
            while (!done)
            {
                await _called.Task;
                _called = NewSignal();
                if (Interlocked.Exchange(ref _mayGoOn, 0) != 0) done = Step(Session.Continue);
                else DeliverPushes();
            }
            while (true)
            {
                Task committed = Volatile.Read(ref _committed).Task;
                if (Session.Gate.Release(Session.Store.Commits) == Session.Output.Position) break;
                await committed;
            }
            Reply reply = TakeFrames(replied: true) ?? throw new InvalidOperationException("The command gave no reply.");
            DeliverPushes();
            return reply;
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Signal()
    {
        Volatile.Read(ref _called).TrySetResult();
        if (Interlocked.Exchange(ref _isSignalled, 1) == 0) _ = DeliverWhenIdleAsync();
    }

    public void DeliverPushes()
    {
        int left = Count;
        while (TakeRun(_run, ref left) is not null)
        {
            foreach (PushFrame frame in _run) Session.Deliver(frame);
            _run.Clear();
        }
        if (_executing) _replyStart = Session.Output.Position;
        else TakeFrames(replied: false);
    }

    public void RetainInput()
    {
        // The request owns its bytes.
    }

    public void OnBlocked()
    {
        // There is no connection whose end could be noticed.
    }

    public void Resume()
    {
        Interlocked.Exchange(ref _mayGoOn, 1);
        Volatile.Read(ref _called).TrySetResult();
    }

    public void OnCommitted() => Interlocked.Exchange(ref _committed, NewSignal()).TrySetResult();

    public void SendFile(Stream file)
    {
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        file.Dispose();
        Session.Output.Raw(bytes.ToArray());
        IsClosed = true;
    }

    public void Close(bool flush) => IsClosed = true;

    public void Dispose()
    {
        Session.Store.Commits.RemoveListener(this);
        Session.OnDisconnected();
        Session.Store.Statistics.Retire(Session.Counters);
        _one.Dispose();
    }

    private bool Step(Func<bool> step)
    {
        _executing = true;
        bool done = step();
        _executing = false;
        Session.Store.Commits.Kick();
        return done;
    }

    // Takes the output: the first frame behind what came unasked is the reply, if there is one; all others go to OnPush.
    private Reply? TakeFrames(bool replied)
    {
        long start = Session.Output.Head;
        byte[] bytes = Session.Output.TakeAll();
        Reply? asked = null;
        for (int at = 0; at < bytes.Length;)
        {
            bool isAsked = replied && asked is null && start + at >= _replyStart;
            if (!RespReader.TryRead(bytes, ref at, out Reply frame)) throw new InvalidOperationException("The command gave half a reply.");
            if (isAsked) asked = frame;
            else OnPush?.Invoke(frame);
        }
        return asked;
    }

    // Not on the publisher's thread, which holds locks.
    private async Task DeliverWhenIdleAsync()
    {
        await Task.Yield();
        try
        {
            await _one.WaitAsync();
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        Interlocked.Exchange(ref _isSignalled, 0);
        try
        {
            DeliverPushes();
        }
        finally
        {
            _one.Release();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
