// One life of a node as a member: from joining until it leaves, is declared gone, or gives up.
//
//   renewal     keeps the lease                                          LeaseRenewal
//   look        reads the database, tells the map, decides, moves        ClusterDatabase, Coordinator, ShardMoves
//   snapshots   of key shards whose logs have grown
//
// A look is taken several times a lease, when the database notifies, and when the next lease of another is to end: so a node that dies is found out a few
// milliseconds after its lease, not at the next round.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Postgres;
using ActorKv.Journal.Postgres.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Membership;

internal sealed class NodeLife : IAsyncDisposable
{
    private const int LooksPerLease = 6;
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_snapshotPause = TimeSpan.FromSeconds(1);

    private readonly ClusterDatabase _database;
    private readonly IShardHost _host;
    private readonly Action<ClusterState> _publish;
    private readonly Func<CancellationToken, Task> _step;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _lost = new();
    private readonly Coordinator _coordinator;
    private readonly ShardMoves _moves;
    private readonly LeaseRenewal _renewal;
    private readonly Wake _wake = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _drained;
    private Task? _running;

    public NodeLife(ClusterDatabase database, IShardHost host, MemberLife life, Lease lease, Action<ClusterState> publish, Func<CancellationToken, Task> step, ILogger log)
    {
        _database = database;
        _host = host;
        _publish = publish;
        _step = step;
        _log = log;
        Life = life with { Lost = _lost.Token };
        Lease = lease;
        _coordinator = new Coordinator(database, life.Incarnation, lease, log);
        _moves = new ShardMoves(Life, database, host, _wake.Set, End, log);
        _renewal = new LeaseRenewal(Life, lease, End, step, log);
    }

    public MemberLife Life { get; }

    public Lease Lease { get; }

    /// <summary>The life begins.</summary>
    /// <returns>Completes when the first map is out, or the life is over.</returns>
    public Task BeginAsync()
    {
        _host.Begin(Life);
        _host.Fenced += End;
        _running = Task.WhenAll(GuardAsync(_renewal.RunAsync), GuardAsync(LookAsync), GuardAsync(TakeSnapshotsAsync),
            GuardAsync(() => ChangeListener.RunAsync(Life.Source, PostgresDatabase.Quote(_database.Channel), _wake.Set, _log, Life.Lost)));
        return _first.Task;
    }

    /// <summary>Completes when the life is over: key shards may still be open.</summary>
    public Task EndedAsync() => _running!;

    /// <summary>Ends the life: nothing is served, committed, or opened from here on. From any thread.</summary>
    public void End(string reason)
    {
        Lease.End();
        if (_lost.IsCancellationRequested) return;
        _log.LogError("This member ({Incarnation}) gives its key shards up: {Reason}", Life.Incarnation, reason);
        Stop();
    }

    /// <summary>Ends the life without a word.</summary>
    public void Stop()
    {
        Lease.End();
        if (!_lost.IsCancellationRequested) _lost.Cancel();
    }

    /// <summary>Hands all key shards to others, as long as there are others, and gives up what is left in good order.</summary>
    /// <param name="timeout">How long others may take.</param>
    public async Task LeaveAsync(TimeSpan timeout)
    {
        _moves.TakeNoMore();
        TaskCompletionSource drained = _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _database.LeaveAsync(Life.Incarnation, Life.Lost);
            _wake.Set();
            await drained.Task.WaitAsync(timeout, Life.Lost);
        }
        catch (Exception failure) when (ClusterDatabase.IsFailure(failure))
        {
            _log.LogWarning("Not all key shards were handed over before leaving: {Reason}", failure.Message);
        }
        if (Life.Lost.IsCancellationRequested) return;
        try
        {
            await _moves.EndAsync();
            await _moves.CloseAllAsync(await _database.ReadAsync(Life.Lost));
            await _database.RemoveAsync(Life.Incarnation, Life.Lost);
        }
        catch (Exception failure) when (failure is JournalException or JournalFencedException || ClusterDatabase.IsFailure(failure))
        {
            _log.LogWarning("The cluster could not be left in good order, others take over when the lease has ended: {Reason}", failure.Message);
        }
    }

    /// <summary>Looks at the database now.</summary>
    public void Look() => _wake.Set();

    public async ValueTask DisposeAsync()
    {
        Stop();
        _host.Fenced -= End;
        if (_running is not null) await _running;
        await _moves.EndAsync();
        await _renewal.DisposeAsync();
        await Life.Source.DisposeAsync();
        _lost.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "A loop that a bug has ended must end the whole life: others take over, and this node begins anew.")]
    private async Task GuardAsync(Func<Task> loop)
    {
        try
        {
            await Task.Run(loop);
        }
        catch (Exception bug)
        {
            _log.LogCritical(bug, "A bug in the membership of this node");
            End("a bug has stopped it");
        }
    }

    private async Task LookAsync()
    {
        try
        {
            while (!Life.Lost.IsCancellationRequested)
            {
                await _step(Life.Lost);
                await _wake.WaitAsync(await TryLookAsync(), Life.Lost);
            }
        }
        catch (OperationCanceledException) when (Life.Lost.IsCancellationRequested)
        {
            // The life has ended between two looks.
        }
        finally
        {
            _first.TrySetResult();
        }
    }

    // Returns when to look again.
    private async Task<TimeSpan> TryLookAsync()
    {
        try
        {
            ClusterState state = await _database.ReadAsync(Life.Lost);
            if (_coordinator.IsNeeded(state) && await _coordinator.DecideAsync(Life.Lost) is { } decided) state = decided;
            if (state.Find(Life.Incarnation) is null)
            {
                End("it was declared gone");
                return TimeSpan.Zero;
            }
            _publish(state);
            _first.TrySetResult();
            _moves.Follow(state);
            TellDrained(state);
            return UntilNextLook(state);
        }
        catch (Exception failure) when (ClusterDatabase.IsFailure(failure))
        {
            if (!Life.Lost.IsCancellationRequested) _log.LogDebug("The cluster's state cannot be read: {Reason}", failure.Message);
            return s_afterFailure;
        }
    }

    private TimeSpan UntilNextLook(ClusterState state)
    {
        TimeSpan next = Lease.Length / LooksPerLease;
        foreach (MemberRecord member in state.Members)
            if (member.LeaseLeft >= TimeSpan.Zero && member.LeaseLeft + s_shortest < next) next = member.LeaseLeft + s_shortest;
        return next < s_shortest ? s_shortest : next;
    }

    private void TellDrained(ClusterState state)
    {
        if (_drained is not { } drained) return;
        bool alone = !state.Members.Any(static member => member.Member.State == MemberState.Serving);
        if (alone || !Array.Exists(state.Shards, shard => shard.Owner == Life.Incarnation)) drained.TrySetResult();
    }

    private async Task TakeSnapshotsAsync()
    {
        while (!Life.Lost.IsCancellationRequested)
        {
            for (int shard = 0; shard < _host.KeyShards && !Life.Lost.IsCancellationRequested; shard++)
                if (_host.IsSnapshotDue(shard)) await TrySnapshotAsync(shard);
            await Task.Delay(s_snapshotPause, Life.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TrySnapshotAsync(int shard)
    {
        try
        {
            await _host.SnapshotAsync(Life, shard);
        }
        catch (Exception failure) when (failure is JournalException or JournalFencedException or OperationCanceledException)
        {
            _log.LogWarning("No snapshot of key shard {Shard}: {Reason}", shard, failure.Message);
        }
    }
}
