// Commits in flight. As a rule there is one. Where each key shard has a log of its own and commits take long, the next may be sent before the one
// ahead has ended, if no key shard is in both: then the order of their turns is nobody's concern.
//
//   pending   a b c ─► launched ─────────────── landed            a, b, c: key shards
//   pending   d e   ─────► launched ──────── ended ── landed      who wrote to d did not wait for the commit of a, b and c to end first
//   pending   f a   ──────────────────────────► launched          a was in flight
//
// They land in the order in which they were launched, so that one number tells what is durable. All of them sync: a reply waits for each, and what has
// landed is on the medium. A flight that fails for good grounds all behind it: they are waited for, and told what became of each.

using System.Diagnostics;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Routing;

namespace ActorKv.Engine.Commits;

internal sealed partial class CommitQueue
{
    private readonly Queue<CommitFlight> _flights = new();
    private readonly List<FailedRun> _grounded = [];        // those without an error are in the journal
    private volatile bool _mustLand;                        // nothing can be launched before the first flight has landed
    private long _flying;                                   // bytes in flight
    private long _lastLaunch;

    /// <summary>A commit is sent beside another only when the last one took this long. Shorter ones are better waited for: one large commit costs less than
    /// two small ones.</summary>
    public TimeSpan LongCommit { get; set; } = TimeSpan.FromMilliseconds(4);

    private bool TryLaunch(bool sync)
    {
        bool mayBeBeside = sync && _target.MostInFlight > 1 && Policy == AppendFsync.Always && LastCommitTime >= LongCommit;
        if (TryTake(mayBeBeside) is not { } batch)
        {
            _mustLand = true;
            return false;
        }
        // A batch of nothing syncs what was committed without.
        bool isEmpty = batch.Turns == 0;
        if (!isEmpty) batch.Complete(_takenBack, _time.GetUtcNow().ToUnixTimeMilliseconds());
        CommitFlight flight = new(batch, isEmpty ? _durable : batch.LastLsn, sync);
        _flights.Enqueue(flight);
        _lastLaunch = flight.Started;
        flight.Begin(_target, mayBeBeside ? _wakeWriter : null);
        if (!mayBeBeside || isEmpty) Land(flight);
        return true;
    }

    // Null when what comes next cannot be sent beside what is in flight.
    private CommitBatch? TryTake(bool mayBeBeside)
    {
        lock (_lock)
        {
            bool isFull = _full.TryPeek(out CommitBatch? next);
            next ??= _pending;
            if (_flights.Count > 0 && !(mayBeBeside && MayBeBeside(next))) return null;
            if (isFull) _full.Dequeue();
            else _pending = _spares.TryPop(out CommitBatch? spare) ? spare : _target.NewBatch();
            _flying += next.Length;
            _patience.OnBegin(next.Turns);
            return next;
        }
    }

    private bool MayBeBeside(CommitBatch batch)
    {
        if (batch.Turns == 0 || _flights.Count >= _target.MostInFlight) return false;
        foreach (CommitFlight flight in _flights)
            if (batch.Overlaps(flight.Batch)) return false;
        return true;
    }

    // How long to wait before a commit may be sent beside another. Who was just answered comes back within moments, one after the other: sent as they come,
    // a few of them would take all the places, and the others wait.
    private TimeSpan Early()
    {
        if (_flights.Count == 0) return TimeSpan.Zero;
        TimeSpan left = (LastCommitTime / 4) - Stopwatch.GetElapsedTime(_lastLaunch);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Remove(CommitFlight first)
    {
        _flights.Dequeue();
        _mustLand = false;
        lock (_lock) _flying -= first.Batch.Length;
    }

    // Waits for the flights behind one that has failed, and notes what became of them. Returns why the key shards must be given up, if they must.
    private JournalFencedException? GroundAll()
    {
        JournalFencedException? fenced = null;
        while (_flights.TryPeek(out CommitFlight? flight))
        {
            Exception? failure = flight.Wait();
            Remove(flight);
            if (failure is null) Commits++;
            _grounded.Add(new FailedRun(flight.Batch.FirstLsn, flight.Last, failure?.Message ?? "", failure is null ? "" : ErrorOf(failure)));
            fenced ??= failure as JournalFencedException;
            // It would have to be tried until it is known: that is for one who has the journal to himself.
            if (failure is JournalException { IsUnreachable: true }) fenced ??= new JournalFencedException(failure.Message, outcomeUnknown: true, failure);
        }
        return fenced;
    }

    // What is told to those whose turns are in a commit that failed so.
    private static string ErrorOf(Exception failure) => failure switch
    {
        JournalFencedException { OutcomeUnknown: false } => RoutingErrors.NotDelivered,
        JournalFencedException or JournalException { IsUnreachable: true } => RoutingErrors.OutcomeUnknown,
        _ => JournalErrors.NotDurable(failure.Message),
    };
}
