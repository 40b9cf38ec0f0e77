// A thread that serves many connections: wait, read, execute, send.
//
//   Wait ─► clock read once ─► for each ready connection: one receive, execute all its requests, one send ─► kick the commit queue ─► Wait
//             ▲                                                                     │ gated: replies wait
//             └──────── wake: something was committed, a session may go on ◄────────┘
//
// Turns run right here when their key shards are free. A server has a few loops (io-threads), each connection belongs to one for life, and
// everything of a connection happens on its loop's thread, so connections need no locks; others leave messages in the loop's inbox.
//
// The input buffer belongs to the loop and is shared by its connections: only a connection in the middle of a request has a buffer of its own.

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Statistics;
using Microsoft.Extensions.Logging;

namespace ActorKv.Tcp;

internal sealed class EventLoop : ICommitListener
{
    private const int WaitMilliseconds = 100;
    private const int InputBytes = 64 * 1024;

    private readonly ConcurrentQueue<(Action Step, Connection? Of)> _inbox = new();
    private readonly List<Action> _atNextSecond = [];
    private readonly List<Connection> _gated = [];
    private readonly Thread _thread;
    private readonly Action _begin;
    private long _nextSecond;
    private int _mail;
    private int _hasGated;
    private readonly TaskCompletionSource _executed = new(), _finish = new();
    private bool _started;
    private volatile bool _stopping;

    public EventLoop(Store store, int number, Poller poller)
    {
        Store = store;
        Counters = store.Statistics.NewCounters();
        Number = number;
        Poller = poller;
        Pushes = new LoopPushes(this);
        _begin = ReadClock;
        _thread = new Thread(Run) { IsBackground = true, Name = $"actorkv-loop-{number}" };
    }

    public Store Store { get; }

    public int Number { get; }

    public Poller Poller { get; }

    /// <summary>What others tell the sessions that live here.</summary>
    public LoopPushes Pushes { get; }

    /// <summary>What connections receive into. Valid only within one <see cref="IPollable.OnReady"/>.</summary>
    public byte[] Input { get; } = GC.AllocateUninitializedArray<byte>(InputBytes, pinned: true);

    /// <summary>Unix milliseconds, read once a round.</summary>
    public long Now { get; private set; }

    /// <summary>Connections that live here.</summary>
    public HashSet<Connection> Connections { get; } = [];

    /// <summary>What the connections that live here count.</summary>
    public LoopCounters Counters { get; }

    public void Start()
    {
        _started = true;
        _thread.Start();
    }

    /// <summary>Runs something on the loop's thread, for a connection or for nobody in particular. From any thread.</summary>
    public void Post(Action step, Connection? of = null)
    {
        _inbox.Enqueue((step, of));
        Call();
    }

    /// <summary>Makes the loop look at its mail. The loop itself does so before it waits the next time, and need not be woken.</summary>
    public void Call()
    {
        if (Interlocked.Exchange(ref _mail, 1) == 0 && Environment.CurrentManagedThreadId != _thread.ManagedThreadId) Poller.Wake();
    }

    /// <summary>Runs something at the next second's tick. On the loop's thread.</summary>
    public void AtNextSecond(Action step) => _atNextSecond.Add(step);

    /// <summary>Runs a step of a connection. One that fails is a bug, and nobody knows what state it left: the connection ends, others go on.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A bug in one connection's handling must not end the loop of all others; it is logged.")]
    public void Perform(Action step, Connection? of)
    {
        try
        {
            step();
        }
        catch (Exception bug)
        {
            Store.Log.LogError(bug, "A bug in event loop {Loop}, client {Client}", Number, of?.RemoteAddress);
            of?.CloseNow();
        }
    }

    public void OnCommitted()
    {
        if (Volatile.Read(ref _hasGated) != 0 && Interlocked.Exchange(ref _mail, 1) == 0) Poller.Wake();
    }

    /// <summary>The connection has output that waits for a commit. On the loop's thread; the connection looks at the gate once more
    /// afterwards, because the commit may have come between its look and this call.</summary>
    public void AddGated(Connection connection)
    {
        _gated.Add(connection);
        Volatile.Write(ref _hasGated, 1);
        Interlocked.MemoryBarrier();
    }

    /// <summary>Executes nothing more. Returns when the round under way has ended.</summary>
    public void StopExecuting()
    {
        _stopping = true;
        Poller.Wake();
        if (_started) _executed.Task.Wait();
    }

    /// <summary>Sends what is durable by now, closes all connections, and ends the thread. After <see cref="StopExecuting"/>.</summary>
    public void Finish()
    {
        _finish.SetResult();
        if (_started) _thread.Join();
        Poller.Dispose();
    }

    private void Run()
    {
        ReadClock();
        while (!_stopping) Round(WaitMilliseconds);
        // Turns that ended elsewhere meanwhile are told of with those that ended here.
        ReadMail();
        _executed.SetResult();
        _finish.Task.Wait();
        ReleaseGated();
        foreach (Connection connection in Connections.ToArray()) Perform(connection.CloseNow, null);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever fails, the loop's connections must be served on; it is logged.")]
    private void Round(int milliseconds)
    {
        try
        {
            Poller.Wait(Volatile.Read(ref _mail) != 0 ? 0 : milliseconds, _begin);
            if (Volatile.Read(ref _mail) != 0) ReadMail();
            Store.Commits?.Kick();
            if (Now >= _nextSecond) OnSecond();
        }
        catch (Exception bug)
        {
            Store.Log.LogError(bug, "A bug in event loop {Loop}", Number);
        }
    }

    // Steps that are posted meanwhile wait for the next round: connections that read as fast as we send would keep us here for ever.
    private void ReadMail()
    {
        Interlocked.Exchange(ref _mail, 0);
        ReleaseGated();
        Pushes.Deliver();
        for (int left = _inbox.Count; left > 0 && _inbox.TryDequeue(out (Action Step, Connection? Of) message); left--) Perform(message.Step, message.Of);
    }

    private void ReleaseGated()
    {
        int kept = 0;
        for (int i = 0; i < _gated.Count; i++)
        {
            Connection connection = _gated[i];
            Perform(connection.FlushStep, connection);
            if (connection.IsGated) _gated[kept++] = connection;
        }
        _gated.RemoveRange(kept, _gated.Count - kept);
        if (kept == 0) Volatile.Write(ref _hasGated, 0);
    }

    private void OnSecond()
    {
        _nextSecond = Now + 1000;
        Action[] steps = [.. _atNextSecond];
        _atNextSecond.Clear();
        foreach (Action step in steps) Perform(step, null);
        if (!ConnectionLimits.NeedClock(Store.Options, Store.PubSub.IsHeard || Store.Monitor.IsOn)) return;
        foreach (Connection connection in Connections.ToArray()) Perform(connection.CheckLimits, connection);
    }

    private void ReadClock() => Now = Store.NowMilliseconds;
}
