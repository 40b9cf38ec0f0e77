// What the commit queue of a node of a cluster does when the node may not write any more.
//
//   Fence      the journal said so in a commit     the key shards are put away ─► all that is pending is dropped ─► the host is told
//   Abandon    the host says so                    BeginAbandon ─► the host puts the key shards away ─► AbandonAsync: the same
//
// What the journal may have taken all the same (it could not learn that) is told as such. What was appended behind it never went there: nothing
// of it was executed, as far as anybody can see. The queue goes on afterwards, for key shards that come anew.

using ActorKv.Engine.Configuration;
using ActorKv.Engine.Routing;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commits;

internal sealed partial class CommitQueue
{
    private volatile JournalFencedException? _fenced;
    private volatile TaskCompletionSource? _abandoning;
    private TaskCompletionSource? _settling;
    private JournalFencedException? _abandoned;        // why the host gives up, from BeginAbandon on

    /// <summary>Puts all key shards away, and keeps them closed. Called by the writer when the journal has fenced it.</summary>
    public Func<Task>? PutAway { get; init; }

    /// <summary>Told when that is done and everybody who waited has been told. On the writer's thread, which must not be held up.</summary>
    public Action<JournalFencedException>? Fenced { get; init; }

    /// <summary>Fails who waits for the journal: so that those among them who hold key shards let them go. Until <see cref="AbandonAsync"/> is
    /// done, nothing that is appended is acknowledged.</summary>
    public void BeginAbandon(JournalFencedException reason) => FailWaiting(reason, () => _fenced = _abandoned = reason);

    /// <summary>Drops what is pending, once the commit under way has ended. The caller holds every key shard, and has begun it.</summary>
    public Task AbandonAsync()
    {
        TaskCompletionSource done;
        lock (_lock)
        {
            if (_stopping) return Task.CompletedTask;
            done = _abandoning ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        Wake();
        return done.Task;
    }

    /// <summary>Completes when nothing is being taken back, nor given up.</summary>
    public Task SettledAsync()
    {
        lock (_lock)
        {
            if (_takingBack is null && _fenced is null) return Task.CompletedTask;
            return (_settling ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    // sent: the turns that the journal was sent last.
    private void Fence(FailedRun sent, JournalFencedException fenced)
    {
        FailWaiting(fenced, () => _fenced ??= fenced);
        if (PutAway is { } putAway) putAway().GetAwaiter().GetResult();
        DropUnsaid(sent, fenced);
        Fenced?.Invoke(fenced);
    }

    // sent: turns of which it is not known whether the journal has them; none as a rule.
    private void Abandon(FailedRun sent)
    {
        DropUnsaid(sent, _abandoned!);
        TaskCompletionSource done;
        lock (_lock)
        {
            done = _abandoning!;
            _abandoning = null;
            _fenced = _abandoned = null;
        }
        done.SetResult();
        Settle();
    }

    private void DropUnsaid(FailedRun sent, JournalFencedException fenced)
    {
        long dropped;
        lock (_lock)
        {
            dropped = _last - _durable;
            Drop(sent, new FailedRun(sent.Last + 1, _last, fenced.Message, RoutingErrors.NotDelivered));
        }
        if (dropped > 0 && Policy != AppendFsync.Always)
        {
            Lost += dropped;
            _log.LogCritical("{Turns} turns, some of which were acknowledged, may be lost with their key shards: {Reason}", dropped, fenced.Message);
        }
        Fault = null;
        Announce(LastLsn, synced: true);
        lock (_lock)
            if (_abandoned is null) _fenced = null;
        Settle();
    }

    private void FailWaiting(Exception reason, Action refuse)
    {
        List<(long Lsn, TaskCompletionSource Done)> waiting;
        lock (_lock)
        {
            refuse();
            waiting = _waiting;
            _waiting = [];
        }
        foreach ((_, TaskCompletionSource done) in waiting) done.SetException(reason);
    }

    private void Settle()
    {
        TaskCompletionSource? settled;
        lock (_lock)
        {
            if (_takingBack is not null || _fenced is not null) return;
            settled = _settling;
            _settling = null;
        }
        settled?.SetResult();
    }
}
