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
}

internal sealed class KeyShard(KeyShardState state)
{
    private const int Spins = 40;

    private readonly ConcurrentQueue<ShardWaiter> _mailbox = new();
    private int _busy;
    private int _waiting;

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
    public void RefuseWaiting(string error)
    {
        for (int i = Volatile.Read(ref _waiting); i > 0 && _mailbox.TryDequeue(out ShardWaiter? waiter); i--)
        {
            if (waiter.OnRefused(error)) Interlocked.Decrement(ref _waiting);
            else _mailbox.Enqueue(waiter);
        }
    }

    /// <summary>Completes when the caller holds the shard. For the host's own turns: snapshots, sweeps, restarts.</summary>
    public ValueTask EnterAsync()
    {
        AsyncWaiter waiter = new();
        return EnterOrWait(waiter) ? ValueTask.CompletedTask : new ValueTask(waiter.Entered.Task);
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
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void OnGranted(KeyShard shard) => Entered.SetResult();
    }
}
