// The writer of the commit queue: a thread that takes what has been appended, commits it as one row, and tells those who wait.
//
//   ShouldCommit ──► Commit ──► TryCommit ── taken ──► Restore, Recycle, Announce
//                                  │
//                                  └ refused ─► always: TakeBack, then probe       everysec, no: try again; when stopping: GiveUp

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commits;

internal sealed partial class CommitQueue
{
    private void Write()
    {
        while (true)
        {
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
                if (!ShouldCommit(out _) && !_stopping) Monitor.Wait(_wake, Policy == AppendFsync.Always ? 1000 : 100);
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
                _pending = _spare ?? new CommitBatch();
                _spare = null;
            }
        }
        long started = Stopwatch.GetTimestamp();
        // A batch of nothing syncs what was committed without.
        bool empty = batch.Turns == 0;
        if (!empty) _row[0] = JournalRow.Create(batch.FirstLsn - _takenBack, batch.Turns, _time.GetUtcNow().ToUnixTimeMilliseconds(), batch.Payload);
        while (!TryCommit(empty ? default : _row, sync, out string? fault))
        {
            Refuse(fault);
            FailedRun run = new(batch.FirstLsn, 0, fault);
            if (empty && _stopping)
            {
                _syncNow = false;
                return;
            }
            if (Policy == AppendFsync.Always && !empty) TakeBack(run);
            else if (_stopping) GiveUp(run);
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
        Follower?.Invoke(_row[0], sync || Policy == AppendFsync.No);
        long durable = empty ? _durable : batch.LastLsn;
        Recycle(batch);
        Announce(durable, sync);
    }

    private void Recycle(CommitBatch batch)
    {
        _row[0] = default;
        lock (_lock)
        {
            _pendingBytes -= batch.Length;
            batch.Clear();
            if (batch.Capacity <= 4 * CommitEarly) _spare = batch;
        }
    }

    private bool TryCommit(ReadOnlyMemory<JournalRow> rows, bool sync, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            Complete(_journal.CommitAsync(rows, sync, CancellationToken.None));
            fault = null;
            return true;
        }
        catch (JournalException failure)
        {
            fault = failure.Message;
            return false;
        }
    }

    // Everything that is not durable is undone: the batch that failed, and what was appended behind it and may depend on it.
    private void TakeBack(FailedRun run)
    {
        List<(long Lsn, TaskCompletionSource Done)> waiting;
        lock (_lock)
        {
            _takingBack = run.Reason;
            waiting = _waiting;
            _waiting = [];
        }
        foreach ((_, TaskCompletionSource done) in waiting) done.SetException(new JournalException(run.Reason));
        Complete(_takeBack(run));
        lock (_lock) _takingBack = null;
        Announce(LastLsn, synced: true);
        while (!_stopping && !TryProbe(out string? fault))
        {
            Fault = fault;
            Thread.Sleep(Second / 4);
        }
        Restore();
    }

    // The store stops, and the journal does not take what clients were told is done: all that is left is to say so.
    private void GiveUp(FailedRun run)
    {
        Lost = LastLsn - run.First + 1;
        _log.LogCritical("Stopping without {Turns} turns that were acknowledged and that the journal does not take: {Reason}", Lost, run.Reason);
        DropPending(run);
        Announce(LastLsn, synced: true);
    }

    private bool TryProbe([NotNullWhen(false)] out string? fault)
    {
        try
        {
            Complete(_journal.ProbeAsync(CancellationToken.None));
            fault = null;
            return true;
        }
        catch (JournalException failure)
        {
            fault = failure.Message;
            return false;
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
            if (Failed(lsn, out string reason)) source.SetException(new JournalException(reason));
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
