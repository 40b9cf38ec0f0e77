// A key shard: an actor that owns a run of slots, and runs one turn at a time.
//
//            TryEnter                       Exit, mailbox empty
//   free  ------------->  busy  ----------------------------------> free
//                          |  ^
//        Exit, next in mailbox |  the leaver grants it the shard, on its own thread
//                          +--+
//
// Being alone inside is one compare-and-swap, not a queue: a session whose shard is free runs its turn at once, on its own thread. Only
// when the shard is busy does it spin for about the length of a turn and then wait in the mailbox, first come, first served. Nobody ever
// blocks a thread. A turn over many shards enters them in ascending order, so two of them cannot wait for each other.
//
// A granted waiter runs on the leaver's thread. Turns that grant turns that grant turns would nest without bound, so grants go through a
// thread's trampoline: the outermost leaver runs them one after the other.
//
// A key shard that is on another node of a cluster is busy for as long as it is away: its keeper has entered it. The host's own turns, which do
// not wait for what may never come back, are told so.

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Blocking;

namespace ActorKv.Engine.KeyShards;

/// <summary>Somebody who waits for a key shard.</summary>
internal abstract class ShardWaiter
{
    /// <summary>The shard is the waiter's now, on the thread of whoever left it. It must be left in the end.</summary>
    public abstract void OnGranted(KeyShard shard);

    /// <summary>The shard will not be free for long. True when the waiter gives up, and has told so whom it concerns; false when it goes on waiting.</summary>
    /// <param name="error">What to tell.</param>
    public virtual bool OnRefused(string error) => false;

    /// <summary>The shard is no longer here. True when the waiter waits no more: it will look where the shard is now. False when it goes on waiting, for
    /// the shard's return.</summary>
    public virtual bool OnMoved() => false;

    /// <summary>The shard has been away for longer than anybody has to wait. The waiter gives up, and has told so whom it concerns.</summary>
    /// <param name="error">What to tell.</param>
    public virtual void OnOverdue(string error)
    {
    }

    /// <summary>True when it can find out where a shard is that is not here: then it does not wait for the shard's return.</summary>
    public virtual bool IsRouted => false;

    /// <summary>Since when it is known to wait for a shard that is away, in milliseconds of the keeper's clock; 0 when it is not known to. The keeper's.</summary>
    public long AwaySince { get; set; }
}

internal sealed class KeyShard(KeyShardState state)
{
    private const int Spins = 40;

    private readonly ConcurrentQueue<ShardWaiter> _mailbox = new();
    private int _busy;
    private int _waiting;
    private volatile bool _isAway;

    [ThreadStatic]
    private static Queue<(KeyShard, ShardWaiter)>? t_grants;

    [ThreadStatic]
    private static bool t_granting;

    public KeyShardState State { get; } = state;

    public int Index => State.Index;

    /// <summary>What keeps the shard's effects, in a host that journals each key shard by itself; null where the commit queue does.</summary>
    public IShardLog? Log { get; set; }

    /// <summary>LSN of the last turn that changed this shard; what a reader of the shard must see durable. Belongs to the holder.</summary>
    public long LastLsn { get; set; }

    /// <summary>The epoch at which this node owns the shard, in a cluster. Belongs to the holder.</summary>
    public long Epoch { get; set; }

    /// <summary>Number of the shard's last turn in the log of its own that it has in a cluster. Belongs to the holder.</summary>
    public long LastSequence { get; set; }

    /// <summary>True while the shard is not here: its keeper holds it then (<see cref="ShardKeeper"/>), and it is empty.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>Changes since the start, as Redis counts them. Written by the holder.</summary>
    public long Changes { get; set; }

    /// <summary>Sessions blocked on keys of this shard. Belongs to the holder.</summary>
    public WaitLists Waiters { get; } = new();

    /// <summary>Enters the shard if it is free, or becomes free within about a turn's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnter()
    {
        if (_busy == 0 && Interlocked.CompareExchange(ref _busy, 1, 0) == 0) return true;
        return SpinEnter();
    }

    /// <summary>Enters the shard, or puts the waiter into its mailbox. True when entered; false when it will be granted later.</summary>
    public bool EnterOrWait(ShardWaiter waiter)
    {
        if (TryEnter()) return true;
        waiter.AwaySince = 0;
        Interlocked.Increment(ref _waiting);
        _mailbox.Enqueue(waiter);
        // The holder may have left between the attempt and the entry in the mailbox: then whoever gets the shard now serves the mailbox.
        if (Volatile.Read(ref _busy) == 0 && Interlocked.CompareExchange(ref _busy, 1, 0) == 0) GrantNext();
        return false;
    }

    /// <summary>Leaves the shard, and hands it to the next in the mailbox.</summary>
    public void Exit()
    {
        if (Volatile.Read(ref _waiting) == 0)
        {
            Interlocked.Exchange(ref _busy, 0);
            if (Volatile.Read(ref _waiting) == 0 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return;
        }
        GrantNext();
    }

    /// <summary>Tells those who wait that it will be long. Only by who holds the shard: nobody else takes from the mailbox meanwhile.</summary>
    public void RefuseWaiting(string error) => Sift(waiter => waiter.OnRefused(error));

    /// <summary>Shows who waits to somebody, and takes those out for whom that is true: they wait no more. Only by who holds the shard.</summary>
    public void Sift(Predicate<ShardWaiter> isDone)
    {
        for (int i = Volatile.Read(ref _waiting); i > 0 && _mailbox.TryDequeue(out ShardWaiter? waiter); i--)
        {
            if (isDone(waiter)) Interlocked.Decrement(ref _waiting);
            else _mailbox.Enqueue(waiter);
        }
    }

    /// <summary>True as soon as the caller holds the shard, false when it is not here. For the host's own turns: snapshots, sweeps, restarts.</summary>
    public ValueTask<bool> EnterAsync()
    {
        AsyncWaiter waiter = new();
        if (EnterOrWait(waiter)) return ValueTask.FromResult(true);
        // It may have gone before the waiter was in its mailbox.
        if (_isAway) waiter.OnMoved();
        return new ValueTask<bool>(waiter.Entered.Task);
    }

    // Called by a holder who does not need the shard any more.
    private void GrantNext()
    {
        while (true)
        {
            if (_mailbox.TryDequeue(out ShardWaiter? next))
            {
                Interlocked.Decrement(ref _waiting);
                Grant(next);
                return;
            }
            // A waiter has announced itself and not yet entered the mailbox, or another holder served it meanwhile.
            Interlocked.Exchange(ref _busy, 0);
            if (Volatile.Read(ref _waiting) == 0 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0) return;
        }
    }

    private void Grant(ShardWaiter waiter)
    {
        if (t_granting)
        {
            (t_grants ??= new Queue<(KeyShard, ShardWaiter)>()).Enqueue((this, waiter));
            return;
        }
        t_granting = true;
        try
        {
            waiter.OnGranted(this);
            while (t_grants is not null && t_grants.TryDequeue(out (KeyShard Shard, ShardWaiter Waiter) next)) next.Waiter.OnGranted(next.Shard);
        }
        finally
        {
            t_granting = false;
        }
    }

    private bool SpinEnter()
    {
        for (int i = 0; i < Spins; i++)
        {
            Thread.SpinWait(8);
            if (Volatile.Read(ref _busy) == 0 && Volatile.Read(ref _waiting) == 0 && Interlocked.CompareExchange(ref _busy, 1, 0) == 0) return true;
        }
        return false;
    }

    private sealed class AsyncWaiter : ShardWaiter
    {
        public TaskCompletionSource<bool> Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Who has been told that the shard is away does not take it when it returns.
        public override void OnGranted(KeyShard shard)
        {
            if (!Entered.TrySetResult(true)) shard.Exit();
        }

        public override bool OnMoved()
        {
            Entered.TrySetResult(false);
            return true;
        }

        public override void OnOverdue(string error) => OnMoved();
    }
}
