// The writer of the commit queue: a thread that takes what has been appended, commits it as one batch, and tells those who wait.
//
//   ShouldLaunch ──► Launch ──► Land ── taken ──► Restore, Recycle, Announce
//                                │
//                                ├ refused ─► always: TakeBack, then probe       everysec, no: try again; when stopping: GiveUp
//                                ├ unreachable ─► try again; when stopping: GiveUp
//                                └ fenced ──► Fence (CommitQueue.Fencing.cs)
//
// Between launch and landing of a batch others may be launched (CommitQueue.Flights.cs); as a rule none is.

using System.Diagnostics;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Routing;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commits;

internal sealed partial class CommitQueue
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    private void Write()
    {
        while (true)
        {
            if (_flights.TryPeek(out CommitFlight? first) && (first.HasEnded || _abandoning is not null)) Land(first);
            else if (_abandoning is not null) Abandon(new FailedRun(_durable + 1, _durable, "", ""));
            else if (Early() == TimeSpan.Zero && ShouldLaunch(out bool sync) && TryLaunch(sync)) continue;
            else if (_stopping && _flights.Count == 0) return;
            else Sleep();
        }
    }

    private void Sleep()
    {
        lock (_wake)
        {
            // While nothing may be launched, who appends need not wake anybody: the end of a flight does, or time.
            TimeSpan early = Early();
            _sleeping = early == TimeSpan.Zero && !_mustLand;
            Interlocked.MemoryBarrier();
            bool hasWork = (_sleeping && ShouldLaunch(out _)) || _abandoning is not null || (_flights.TryPeek(out CommitFlight? first) ? first.HasEnded : _stopping);
            if (!hasWork) Monitor.Wait(_wake, early > TimeSpan.Zero ? early : IsPatient ? s_moment : Policy == AppendFsync.Always ? Second : Second / 10);
            _sleeping = false;
        }
    }

    // Ends the first flight, for better or worse.
    private void Land(CommitFlight flight)
    {
        Exception? failure = flight.Wait();
        while (failure is not null)
        {
            bool isUnreachable = failure is JournalException { IsUnreachable: true };
            bool takesBack = Policy == AppendFsync.Always && !flight.IsEmpty && !isUnreachable;
            if (failure is JournalException) Refuse(failure.Message);
            if (failure is JournalFencedException || takesBack || _stopping || _abandoning is not null)
            {
                Fail(flight, failure, takesBack);
                return;
            }
            Thread.Sleep(Second / 4);
            failure = flight.Attempt(_target);
        }
        Remove(flight);
        LastCommitTime = Stopwatch.GetElapsedTime(flight.Started, flight.Taken);
        if (_flights.Count == 0) _patience.OnCommitted(flight.Batch.Turns, _pending.Turns, flight.Taken - flight.Started, Stopwatch.GetTimestamp());
        Watcher?.Invoke(LastCommitTime, Policy == AppendFsync.Always);
        Commits++;
        if (flight.Sync) _lastSync = Stopwatch.GetTimestamp();
        Restore();
        Follower?.Invoke(!flight.IsEmpty && flight.Batch is RowBatch { Rows.Span: var rows } ? rows[0] : default, flight.Sync || Policy == AppendFsync.No);
        Recycle(flight.Batch);
        Announce(flight.Last, flight.Sync);
    }

    // The journal has not taken it, and it is not tried again.
    private void Fail(CommitFlight flight, Exception failure, bool takesBack)
    {
        Remove(flight);
        if ((GroundAll() ?? failure) is JournalFencedException fenced)
        {
            Fence(new FailedRun(_durable + 1, flight.Last, fenced.Message, ErrorOf(failure)), fenced);
            return;
        }
        FailedRun run = new(_durable + 1, flight.Last, failure.Message, ErrorOf(failure));
        if (flight.IsEmpty && _stopping) _syncNow = false;
        else if (takesBack) TakeBack(run);
        else if (_stopping) GiveUp(run);
        else Abandon(failure is JournalException { IsUnreachable: true } ? run : run with { Last = _durable });
    }

    private void Recycle(CommitBatch batch)
    {
        lock (_lock)
        {
            _pendingBytes -= batch.Length;
            batch.Clear();
            if (batch.Capacity <= 4 * CommitEarly && _spares.Count < _target.MostInFlight) _spares.Push(batch);
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
                Fence(new FailedRun(_durable + 1, _durable, fenced.Message, ""), fenced);
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
