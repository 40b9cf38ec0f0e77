// Brings this node's key shards to where the database wants them.
//
//   mine, wanted elsewhere       close, then tell that it is nobody's       a few at a time for each who takes them: the next when those are served
//   nobody's, wanted here        take (a new epoch), load, open, tell       many in one round trip, two loads at a time
//   mine, not open               the same: what was left half done
//   mine, open, not announced    tell
//   open, and not mine           somebody has it: this life is over
//
// Nothing is remembered but what is being moved, and what was given away and is not served yet: every look at the database says anew what is to be done,
// so what failed is done again. A look that was begun before a move ended says nothing about its key shards.
//
// Who leaves takes nothing more, calls loads off, and waits for whatever is under way before it releases what is left: a load that ended later would open
// here what somebody else has taken since, under a lease that is still held.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Postgres.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Membership;

/// <param name="life">This member.</param>
/// <param name="database">Where moves are told.</param>
/// <param name="host">What loads and closes.</param>
/// <param name="moved">Told when a move has ended.</param>
/// <param name="end">Ends the life, with the reason.</param>
/// <param name="log">Where faults are told.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and the token's source is linked to the life's, which goes.")]
internal sealed class ShardMoves(MemberLife life, ClusterDatabase database, IShardHost host, Action moved, Action<string> end, ILogger log)
{
    // Key shards on their way to one member. More would wait there for those before them, and their clients here.
    private const int MostAway = 16;
    private const int LoadedAtOnce = 16;
    private const int Workers = 2;
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_retryDamaged = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _workers = new(Workers);
    private readonly Dictionary<int, Move> _moves = [];
    private readonly Dictionary<int, long> _away = [];     // closed here, or about to be, and not served yet: who is to have it
    private readonly HashSet<Task> _running = [];
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(life.Lost);
    private bool _takesNoMore;

    /// <summary>Begins what a look at the database asks for.</summary>
    public void Follow(ClusterState state)
    {
        List<OwnedShard> take = [], close = [], announce = [];
        lock (_lock)
        {
            if (_ending.IsCancellationRequested) return;
            ForgetServed(state);
            for (int shard = 0; shard < state.Shards.Length; shard++)
            {
                if (_moves.TryGetValue(shard, out Move? move))
                {
                    if (move.Until >= state.Reading) continue;
                    _moves.Remove(shard);
                }
                ShardRecord record = state.Shards[shard];
                bool isMine = record.Owner == life.Incarnation, isOpen = host.IsOpen(shard);
                List<OwnedShard>? list =
                    isMine && record.Target != life.Incarnation && record.Target != 0 ? (MayGo(shard, record.Target) ? close : null) :
                    isMine && !isOpen ? take :
                    isMine && !record.IsServing ? announce :
                    record.Owner == 0 && record.Target == life.Incarnation && !isOpen ? take : null;
                if (list is null)
                {
                    if (isOpen && !isMine) end($"key shard {shard} is not its own any more");
                    continue;
                }
                list.Add(new OwnedShard(shard, record.Epoch));
            }
            if (take.Count > 0 && !_takesNoMore) Begin(take, TakeAsync);
            if (announce.Count > 0) Begin(announce, AnnounceAsync);
            if (close.Count > 0) Begin(close, CloseAsync);
        }
    }

    /// <summary>From now on no key shard is taken; what is wanted elsewhere still goes there.</summary>
    public void TakeNoMore()
    {
        lock (_lock) _takesNoMore = true;
    }

    /// <summary>Closes all key shards that this member owns and gives them up. Everything else has ended.</summary>
    public Task CloseAllAsync(ClusterState state) => CloseAsync([.. state.Shards.Select(static (record, shard) => (record, shard))
        .Where(place => place.record.Owner == life.Incarnation).Select(static place => new OwnedShard(place.shard, place.record.Epoch))]);

    /// <summary>Begins nothing more, calls loads off, and waits until nothing is under way: no key shard is opened from then on.</summary>
    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        while (true)
        {
            Task[] running;
            lock (_lock) running = [.. _running];
            if (running.Length == 0) return;
            // What was taken meanwhile has begun to load before its taking ended.
            await Task.WhenAll(running);
            lock (_lock) _running.ExceptWith(running);
        }
    }

    private void ForgetServed(ClusterState state)
    {
        foreach ((int shard, _) in _away)
        {
            if (_moves.TryGetValue(shard, out Move? move) && move.Until >= state.Reading) continue;
            if (state.Shards[shard].IsServing || state.Shards[shard].Owner == life.Incarnation) _away.Remove(shard);
        }
    }

    // Notes that it goes, if it may.
    private bool MayGo(int shard, long to)
    {
        if (_away.Values.Count(member => member == to) >= MostAway) return false;
        _away[shard] = to;
        return true;
    }

    private void Begin(IReadOnlyList<OwnedShard> shards, Func<IReadOnlyList<OwnedShard>, Task> step)
    {
        Move move = new();
        lock (_lock)
        {
            foreach (OwnedShard shard in shards) _moves[shard.Shard] = move;
            Task running = Task.Run(() => RunAsync(move, shards, step));
            _running.Add(running);
            _ = running.ContinueWith(ended => { lock (_lock) _running.Remove(ended); }, TaskScheduler.Default);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody waits for a move, so a bug in it must be told here; it ends this life, and the next begins from the database.")]
    private async Task RunAsync(Move move, IReadOnlyList<OwnedShard> shards, Func<IReadOnlyList<OwnedShard>, Task> step)
    {
        try
        {
            await step(shards);
        }
        catch (JournalFencedException fenced)
        {
            end(fenced.Message);
        }
        catch (Exception failure) when (failure is JournalException || ClusterDatabase.IsFailure(failure))
        {
            if (_ending.IsCancellationRequested) return;
            log.LogWarning("{Count} key shards could not be moved: {Reason}", shards.Count, failure.Message);
            await Task.Delay(failure is JournalException { IsUnreachable: false } ? s_retryDamaged : s_retry, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception bug)
        {
            if (life.Lost.IsCancellationRequested) return;
            log.LogCritical(bug, "A bug in moving key shards");
            end("a bug has left key shards between two nodes");
        }
        finally
        {
            lock (_lock) move.Until = database.Readings;
            moved();
        }
    }

    private async Task TakeAsync(IReadOnlyList<OwnedShard> shards)
    {
        List<OwnedShard> taken = await database.TakeAsync(life.Incarnation, shards, life.Lost);
        foreach (OwnedShard[] group in taken.Chunk(LoadedAtOnce)) Begin(group, LoadAsync);
    }

    private async Task LoadAsync(IReadOnlyList<OwnedShard> shards)
    {
        IReadOnlyList<OwnedShard> opened;
        await _workers.WaitAsync(_ending.Token);
        try
        {
            opened = await host.OpenAsync(life with { Lost = _ending.Token }, shards);
        }
        finally
        {
            _workers.Release();
        }
        if (opened.Count > 0) await AnnounceAsync(opened);
        if (opened.Count < shards.Count) throw new JournalException($"{shards.Count - opened.Count} were not loaded.");
    }

    private Task AnnounceAsync(IReadOnlyList<OwnedShard> shards) => database.ServeAsync(life.Incarnation, shards, life.Lost);

    private async Task CloseAsync(IReadOnlyList<OwnedShard> shards)
    {
        await host.CloseAsync([.. shards.Where(shard => host.IsOpen(shard.Shard)).Select(static shard => shard.Shard)]);
        await database.ReleaseAsync(life.Incarnation, shards, life.Lost);
    }

    // Looks at the database that were begun no later than this one say nothing about the key shards.
    private sealed class Move
    {
        public long Until { get; set; } = long.MaxValue;
    }
}
