// IActorKv over a store in the same process.
//
//   thread ──► its home among the shared lanes ──► Session ──► key shard          almost every call: here, at once
//                 │ held by another thread: the next lane that is free
//                 │ has calls that wait: behind them
//   BLPOP … ──► a spare lane, so that it delays nobody
//   sessions and subscriptions ──► a lane of their own
//
// There are more shared lanes than threads that run at once, so a thread finds its home free. That another thread has it means that nothing
// this thread issued is still to be executed there, and then any lane will do.

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ActorKv.Engine;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commits;

namespace ActorKv.Hosting.InProcess;

internal sealed class InProcessKv : IActorKv, ICommitListener
{
    private const int KeptSpares = 64;

    private static int s_threads;

    [ThreadStatic]
    private static int t_home;

    private readonly Lane?[] _shared = new Lane?[Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 4), 16, 128)];
    private readonly ConcurrentStack<Lane> _spare = new();
    private readonly ConcurrentDictionary<Lane, bool> _all = new();
    private readonly ConcurrentQueue<Lane> _gated = new();
    private volatile bool _isClosing;

    /// <param name="store">The store, recovered.</param>
    public InProcessKv(Store store)
    {
        Store = store;
        Owner = new AclUser(AccessControl.DefaultName, store.Access.Rules.NewDefaultRights());
        store.Commits.AddListener(this);
    }

    public Store Store { get; }

    /// <summary>Who calls in process: may do everything, whatever rights others have.</summary>
    public AclUser Owner { get; }

    public bool IsClosing => _isClosing;

    /// <summary>Sessions of the engine that are lanes.</summary>
    public int Lanes => _all.Count;

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        if (command.Needs != KvNeeds.Nothing) return SendPatiently(command, parser, cancellationToken);
        Lane home = Home();
        return home.TryEnter() ? home.Send(command, parser, cancellationToken) : SendElsewhere(home, command, parser, cancellationToken);
    }

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new InProcessSession(this));
    }

    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        InProcessSubscription.BeginAsync(this, topics, options, cancellationToken);

    /// <summary>Refuses further calls, ends those that wait for keys, and lets all others end: then no turn runs any more.</summary>
    public async Task CloseAsync()
    {
        _isClosing = true;
        Interlocked.MemoryBarrier();
        // Lanes that are being made meanwhile close themselves: see NewLane.
        while (!_all.IsEmpty) await Task.WhenAll(_all.Keys.Select(lane => lane.CloseAsync())).ConfigureAwait(false);
    }

    /// <summary>A lane, to be closed by whoever asked for it.</summary>
    /// <exception cref="KvConnectionException">The store is closing.</exception>
    public Lane Open(Action<Protocol.Reply> onPush, Action onRetired) => Add(new Lane(this, LaneUse.Own) { OnPush = onPush, OnRetired = onRetired });

    /// <inheritdoc cref="Open(Action{Protocol.Reply}, Action)"/>
    public Lane Open() => Add(new Lane(this, LaneUse.Own));

    /// <summary>A spare lane is free again.</summary>
    public void Return(Lane lane)
    {
        if (_spare.Count < KeptSpares && !_isClosing) _spare.Push(lane);
        else _ = lane.CloseAsync();
    }

    public void OnRetired(Lane lane) => _all.TryRemove(lane, out _);

    /// <summary>The lane has replies that wait for the journal.</summary>
    public void TellCommits(Lane lane) => _gated.Enqueue(lane);

    public void OnCommitted()
    {
        for (int left = _gated.Count; left > 0 && _gated.TryDequeue(out Lane? lane); left--) lane.ReleaseGated(Store.Commits);
    }

    private ValueTask<T> SendPatiently<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellation)
    {
        KvReplies.Check(command, isSession: false);
        Lane lane = EnterSpare();
        lane.IsRented = true;
        return lane.Send(command, parser, cancellation);
    }

    private ValueTask<T> SendElsewhere<T>(Lane home, in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellation)
    {
        if (home.HasPending || _isClosing) return home.SendLater(command, parser, cancellation);
        foreach (Lane? lane in _shared)
        {
            if (lane is null || !lane.TryEnter()) continue;
            if (!lane.HasPending) return lane.Send(command, parser, cancellation);
            lane.Leave();
        }
        return SendPatiently(command, parser, cancellation);
    }

    private Lane Home()
    {
        if (t_home == 0) t_home = Interlocked.Increment(ref s_threads);
        int home = t_home & (_shared.Length - 1);
        return Volatile.Read(ref _shared[home]) ?? MakeShared(home);
    }

    private Lane MakeShared(int home)
    {
        Lane lane = new(this, LaneUse.Shared);
        return Interlocked.CompareExchange(ref _shared[home], lane, null) ?? Add(lane);
    }

    private Lane EnterSpare()
    {
        while (_spare.TryPop(out Lane? spare))
        {
            if (spare.TryEnter()) return spare;
            // Somebody still tells it something that is of no interest any more.
            _ = spare.CloseAsync();
        }
        Lane lane = new(this, LaneUse.Spare);
        lane.TryEnter();
        return Add(lane);
    }

    private Lane Add(Lane lane)
    {
        _all[lane] = true;
        Interlocked.MemoryBarrier();
        if (_isClosing) _ = lane.CloseAsync();
        return lane;
    }
}
