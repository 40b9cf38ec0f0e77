// A session without a socket: for callers in the same process, and for tests.
//
// One command at a time; the reply comes back when the output gate lets it go. The caller's thread runs the turn when the key shards are free.

using ActorKv.Engine.Commits;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed class LocalSession : ISessionTransport, ICommitListener, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private TaskCompletionSource _resumed = NewSignal();
    private TaskCompletionSource _committed = NewSignal();

    public LocalSession(Store store)
    {
        Session = new Session(store, this, store.Statistics.NewCounters());
        store.Commits.AddListener(this);
    }

    public Session Session { get; }

    public bool IsClosed { get; private set; }

    public string RemoteAddress => "local";

    public string LocalAddress => "local";

    public int Descriptor => -1;

    public long PendingInput => 0;

    /// <summary>Executes a command and returns its reply, durable as the policy demands.</summary>
    public async Task<Reply> ExecuteAsync(params byte[][] arguments)
    {
        await _one.WaitAsync();
        try
        {
            Session.Now = Session.Store.NowMilliseconds;
            Session.Counters.BeginCalls();
            bool done = Session.Execute(Request.Of(arguments));
            Session.Store.Commits.Kick();
            while (!done)
            {
                await _resumed.Task;
                _resumed = NewSignal();
                done = Session.Continue();
                Session.Store.Commits.Kick();
            }
            while (true)
            {
                Task committed = Volatile.Read(ref _committed).Task;
                if (Session.Gate.Release(Session.Store.Commits) == Session.Output.Position) break;
                await committed;
            }
            int at = 0;
            byte[] bytes = Session.Output.TakeAll();
            return RespReader.TryRead(bytes, ref at, out Reply reply) ? reply : throw new InvalidOperationException("The command gave no reply.");
        }
        finally
        {
            _one.Release();
        }
    }

    public void RetainInput()
    {
        // The request owns its bytes.
    }

    public void OnBlocked()
    {
        // There is no connection whose end could be noticed.
    }

    public void Resume() => Volatile.Read(ref _resumed).TrySetResult();

    public void OnCommitted() => Interlocked.Exchange(ref _committed, NewSignal()).TrySetResult();

    public void Close(bool flush) => IsClosed = true;

    public void Dispose()
    {
        Session.Store.Commits.RemoveListener(this);
        Session.OnDisconnected();
        Session.Store.Statistics.Retire(Session.Counters);
        _one.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
