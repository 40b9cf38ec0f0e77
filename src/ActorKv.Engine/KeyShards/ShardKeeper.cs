// The key shards of a node of a cluster: which are here, how they come and how they go.
//
//              Open                       CloseAsync: enter, wait until all is durable
//   away ─────────────────► open ──────────────────────────────────────────────────────────► away
//     ▲                      │            AbandonAsync, or the journal fences the node: enter, drop what is not durable
//     └──────────────────────┴──────────────────────────────────────────────────────────────►
//
// A key shard that is away is one that the keeper has entered and does not leave: so turns pay nothing for it, and nobody gets in. It is empty.
// When it goes, who waits in its mailbox or is blocked on its keys executes its request anew, from the top: the session's router finds out where
// it is now. Who watches its keys is told that they changed. Who comes to a mailbox afterwards waits for the shard to come back, until
// cluster-wait-timeout.
//
// A turn holds one key shard here, because the others may be elsewhere (SessionTurn refuses more).

using ActorKv.Engine.Commits;
using ActorKv.Engine.Routing;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.KeyShards;

internal sealed partial class ShardKeeper
{
    private readonly Store _store;
    private readonly Func<int, long, Task<LoadedShard>> _load;
    private readonly bool[] _open;
    private readonly Lock _lock = new();
    private Task _abandoning = Task.CompletedTask;
    private bool _isClosed;        // all key shards are being given up: none is taken in

    /// <summary>Holds every key shard: none is open at first.</summary>
    /// <param name="store">The store, which nobody has a session on yet.</param>
    /// <param name="load">Loads a key shard, by its number and epoch, from what is durable now: for one that has to return to that.</param>
    public ShardKeeper(Store store, Func<int, long, Task<LoadedShard>> load)
    {
        _store = store;
        _load = load;
        _open = new bool[store.Shards.Length];
        foreach (KeyShard shard in store.Shards)
        {
            shard.TryEnter();
            shard.IsAway = true;
        }
    }

    /// <summary>The journal has fenced this node, or a key shard could not return to what the journal holds: all key shards are away. The host takes the
    /// node back into the cluster, if it can, after another <see cref="AbandonAsync"/>. On a thread of the pool.</summary>
    public event Action<JournalFencedException>? Fenced;

    /// <summary>What is told to who has waited too long for a key shard that is away, by its number: a whole error reply. From any thread.</summary>
    public Func<int, string> WaitError { get; set; } = static _ => RoutingErrors.NotDelivered;

    /// <summary>True when turns in the key shard may begin here. From any thread.</summary>
    public bool IsOpen(int shard) => Volatile.Read(ref _open[shard]);

    /// <summary>Takes a key shard that is away in, and serves who waits for it.</summary>
    /// <exception cref="JournalFencedException">All key shards are being given up, and <see cref="AbandonAsync"/> has not completed since.</exception>
    public void Open(LoadedShard loaded)
    {
        KeyShard shard = _store.Shards[loaded.Shard];
        lock (_lock)
        {
            // What is dropped with the others would be dropped of this one too, and its state would have it still.
            if (_isClosed) throw new JournalFencedException("this node gives its key shards up", outcomeUnknown: false);
            if (!shard.IsAway) throw new InvalidOperationException($"Key shard {loaded.Shard} is open already.");
            TakeOver(shard, loaded);
            shard.LastLsn = 0;
            shard.IsAway = false;
            Volatile.Write(ref _open[loaded.Shard], true);
        }
        shard.Exit();
    }

    /// <summary>Gives key shards up in good order. When it completes, all their turns are durable and no more will come: another node may have them.
    /// Those that are away already are left out.</summary>
    /// <exception cref="JournalFencedException">The node was fenced meanwhile, or gave all up: the key shards are away, but not all their turns need be
    /// durable.</exception>
    public Task CloseAsync(IReadOnlyList<int> shards) => Task.WhenAll(shards.Select(CloseAsync));

    /// <summary>Gives all key shards up at once. What is not durable by then is answered with an error, and never comes into the journal.</summary>
    public Task AbandonAsync()
    {
        lock (_lock) return _abandoning.IsCompleted ? _abandoning = Task.Run(PutAwayAndDropAsync) : _abandoning;
    }

    /// <summary>Puts all key shards away, and takes none in before an <see cref="AbandonAsync"/> that begins later. What is not durable of them has to be
    /// dropped then.</summary>
    public Task PutAllAwayAsync()
    {
        lock (_lock) _isClosed = true;
        return Task.WhenAll(_store.Shards.Where(shard => !shard.IsAway).Select(async shard =>
        {
            Volatile.Write(ref _open[shard.Index], false);
            if (await shard.EnterAsync()) PutAway(shard);
        }));
    }

    /// <summary>Tells the host that key shards had to be given up.</summary>
    public void TellFenced(JournalFencedException reason)
    {
        _store.Log.LogError("This node gives its key shards up: {Reason}", reason.Message);
        if (Fenced is { } fenced) _ = Task.Run(() => fenced(reason));
    }

    /// <summary>Refuses who has waited too long for key shards that are away, and sends on who came too late to a shard that had just gone. Called by the
    /// heartbeat.</summary>
    public void RefuseOverdue()
    {
        long now = Math.Max(1, (long)_store.Time.GetElapsedTime(0).TotalMilliseconds), longest = _store.Options.ClusterWaitTimeout;
        foreach (KeyShard shard in _store.Shards)
        {
            if (!shard.IsAway) continue;
            // Opening waits for the lock: so nobody is taken out of the mailbox of a shard that is entered.
            lock (_lock)
            {
                if (shard.IsAway) shard.Sift(waiter => IsDone(waiter, shard.Index, now, longest));
            }
        }
    }

    private async Task PutAwayAndDropAsync()
    {
        _store.Commits.BeginAbandon(new JournalFencedException("this node has given its key shards up", outcomeUnknown: false));
        await PutAllAwayAsync();
        await _store.Commits.AbandonAsync();
        lock (_lock) _isClosed = false;
    }

    private bool IsDone(ShardWaiter waiter, int shard, long now, long longest)
    {
        if (waiter.IsRouted && waiter.OnMoved()) return true;
        if (waiter.AwaySince == 0) waiter.AwaySince = now;
        if (now - waiter.AwaySince < longest) return false;
        waiter.OnOverdue(WaitError(shard));
        return true;
    }

    private async Task CloseAsync(int index)
    {
        KeyShard shard = _store.Shards[index];
        Volatile.Write(ref _open[index], false);
        while (await shard.EnterAsync())
        {
            try
            {
                await _store.Commits.FlushAsync();
            }
            catch (JournalFencedException)
            {
                PutAway(shard);
                throw;
            }
            catch (JournalException)
            {
                // Who takes the turns back wants the shard before.
                shard.Exit();
                await _store.Commits.SettledAsync();
                continue;
            }
            PutAway(shard);
            return;
        }
    }

    // The caller holds the shard, and it stays held.
    private void PutAway(KeyShard shard)
    {
        lock (_lock)
        {
            Volatile.Write(ref _open[shard.Index], false);
            shard.State.TakeOver(_store.NewState(shard.Index));
            shard.IsAway = true;
        }
        _store.Evictor.Note(shard);
        _store.WatchedKeys.TouchAll(shard);
        _store.Blocking.MoveAll(shard);
        shard.Sift(static waiter => waiter.OnMoved());
    }

    private void TakeOver(KeyShard shard, LoadedShard loaded)
    {
        shard.State.TakeOver(loaded.State);
        shard.State.WaitedKeys = shard.Waiters.Count;
        (shard.Epoch, shard.LastSequence) = (loaded.Epoch, loaded.LastSequence);
        _store.Evictor.Note(shard);
    }
}
