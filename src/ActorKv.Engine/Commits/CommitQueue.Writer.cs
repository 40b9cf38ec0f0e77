// The writer of the commit queue: a thread that takes what has been appended, commits it as one batch, and tells those who wait.
//
//   ShouldCommit ──► Commit ──► TryCommit ── taken ──► Restore, Recycle, Announce
//                                  │
//                                  ├ refused ─► always: TakeBack, then probe       everysec, no: try again; when stopping: GiveUp
//                                  ├ unreachable ─► try again; when stopping: GiveUp
//                                  └ fenced ──► Fence (CommitQueue.Fencing.cs)

using System.Diagnostics;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Routing;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commits;

internal sealed partial class CommitQueue
{
    private void Write()
    {
        while (true)
        {
            if (_abandoning is not null) Abandon(new FailedRun(_durable + 1, _durable, "", ""));
            if (ShouldCommit(out bool sync))
            {
                Commit(sync);
                continue;
            }
            if (_stopping) return;
            lock (_wake)
            {
                _sleeping = true;
                Interlocked.MemoryBarrier();
                if (!ShouldCommit(out _) && !_stopping && _abandoning is null) Monitor.Wait(_wake, Policy == AppendFsync.Always ? 1000 : 100);
                _sleeping = false;
            }
        }
    }

    private void Commit(bool sync)
    {
        CommitBatch batch;
        lock (_lock)
        {
            if (!_full.TryDequeue(out batch!))
            {
                batch = _pending;
                _pending = _spare ?? _target.NewBatch();
                _spare = null;
            }
        }
        long started = Stopwatch.GetTimestamp();
        // A batch of nothing syncs what was committed without.
        bool empty = batch.Turns == 0;
        if (!empty) batch.Complete(_takenBack, _time.GetUtcNow().ToUnixTimeMilliseconds());
        long last = empty ? _durable : batch.LastLsn;
        while (TryCommit(batch, sync) is { } failure)
        {
            if (failure is JournalFencedException fenced)
            {
                Fence(last, fenced);
                return;
            }
            string fault = failure.Message;
            bool isUnreachable = failure is JournalException { IsUnreachable: true };
            Refuse(fault);
            FailedRun run = new(_durable + 1, 0, fault, isUnreachable ? RoutingErrors.OutcomeUnknown : JournalErrors.NotDurable(fault));
            if (empty && _stopping)
            {
                _syncNow = false;
                return;
            }
            if (Policy == AppendFsync.Always && !empty && !isUnreachable) TakeBack(run);
            else if (_stopping) GiveUp(run);
            else if (_abandoning is not null) Abandon(run with { Last = isUnreachable ? last : _durable });
            else
            {
                Thread.Sleep(Second / 4);
                continue;
            }
            return;
        }
        LastCommitTime = Stopwatch.GetElapsedTime(started);
        Watcher?.Invoke(LastCommitTime, Policy == AppendFsync.Always);
        Commits++;
        if (sync) _lastSync = Stopwatch.GetTimestamp();
        Restore();
        Follower?.Invoke(!empty && batch is RowBatch { Rows.Span: var rows } ? rows[0] : default, sync || Policy == AppendFsync.No);
        Recycle(batch);
        Announce(last, sync);
    }

    private void Recycle(CommitBatch batch)
    {
        lock (_lock)
        {
            _pendingBytes -= batch.Length;
            batch.Clear();
            if (batch.Capacity <= 4 * CommitEarly) _spare = batch;
        }
    }

    // Null when the journal has taken it.
    private Exception? TryCommit(CommitBatch batch, bool sync)
    {
        try
        {
            Complete(_target.CommitAsync(batch, sync));
            return null;
        }
        catch (Exception failure) when (failure is JournalException or JournalFencedException)
        {
            return failure;
        }
    }

    // Everything that is not durable is undone: the batch that failed, and what was appended behind it and may depend on it.
    private void TakeBack(FailedRun run)
    {
        JournalException reason = new(run.Reason);
        FailWaiting(reason, () => _takingBack = reason);
        Complete(_takeBack(run));
        lock (_lock) _takingBack = null;
        Announce(LastLsn, synced: true);
        Settle();
        while (!_stopping && _abandoning is null && TryProbe() is { } failure)
        {
            if (failure is JournalFencedException fenced)
            {
                Fence(_durable, fenced);
                return;
            }
            Fault = failure.Message;
            Thread.Sleep(Second / 4);
        }
        Restore();
    }

    // The store stops, and the journal does not take what clients were told is done, or wait to be told: all that is left is to say so.
    private void GiveUp(FailedRun run)
    {
        long turns = LastLsn - run.First + 1;
        if (Policy == AppendFsync.Always)
        {
            _log.LogCritical("Stopping without knowing whether the journal has taken {Turns} turns, none of which was acknowledged: {Reason}", turns, run.Reason);
        }
        else
        {
            Lost = turns;
            _log.LogCritical("Stopping without {Turns} turns that were acknowledged and that the journal does not take: {Reason}", turns, run.Reason);
        }
        DropPending(run);
        Announce(LastLsn, synced: true);
    }

    private Exception? TryProbe()
    {
        try
        {
            Complete(_target.ProbeAsync());
            return null;
        }
        catch (Exception failure) when (failure is JournalException or JournalFencedException)
        {
            return failure;
        }
    }

    private void Refuse(string reason)
    {
        if (Fault is null) _log.LogError("The journal cannot be written, writers are refused: {Reason}", reason);
        Fault = reason;
    }

    private void Restore()
    {
        if (Fault is null) return;
        Fault = null;
        _log.LogWarning("The journal can be written again.");
    }

    private void Announce(long durable, bool synced)
    {
        List<(long Lsn, TaskCompletionSource Done)>? done = null;
        ICommitListener[] listeners;
        lock (_lock)
        {
            Volatile.Write(ref _durable, durable);
            if (synced) Volatile.Write(ref _synced, durable);
            listeners = _listeners;
            if (_waiting.Count > 0 && synced)
            {
                done = _waiting.FindAll(waiter => waiter.Lsn <= durable);
                _waiting = _waiting.FindAll(waiter => waiter.Lsn > durable);
            }
            _syncNow = _waiting.Count > 0;
        }
        foreach (ICommitListener listener in listeners) listener.OnCommitted();
        if (done is null) return;
        foreach ((long lsn, TaskCompletionSource source) in done)
        {
            if (FindFailed(lsn) is { } run) source.SetException(new JournalException(run.Reason));
            else source.SetResult();
        }
    }

    // The writer is a thread of its own and has nothing else to do than to wait for the medium.
    private static void Complete(ValueTask task)
    {
        if (task.IsCompletedSuccessfully) return;
        task.AsTask().GetAwaiter().GetResult();
    }
}
