// How long a batch may grow before it is committed, so that clients share commits instead of taking turns.
//
//   at once     A's commit ──┐ B's commit ──┐ A's commit ──┐        who came during A's commit is B: each waits for two commits
//   patient     A's commit ──┐·A's and B's ──────┐·A's and B's ──────┐     A's next commands are waited for: each waits for one
//
// Those who were just answered come back within moments, and what began without them would keep them waiting for all its time, unless they can be
// sent beside it (CommitQueue.Flights.cs), which many at once cannot. So when the last commit in flight ends, the next waits until about as many turns are
// there as were in that one and are pending, a quarter of a commit at most. When they do not come, it is not tried again for a while: twice as
// many commits each time. Commits too short for the clock of the system's waits are not worth it.
//
// The writer tells, any thread asks. What is read askew costs a wait of a quarter at most.

using System.Diagnostics;

namespace ActorKv.Engine.Commits;

internal sealed class CommitPatience
{
    private const int Share = 4;
    private const int LongestRest = 64;

    private static readonly long s_shortest = Stopwatch.Frequency / 1000;

    private long _expected;
    private long _until;
    private int _rest;
    private int _nextRest = 1;

    /// <summary>A commit has ended.</summary>
    /// <param name="turns">Turns in it.</param>
    /// <param name="pending">Turns that have come meanwhile.</param>
    /// <param name="took">How long it took, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="now">The time, in the same ticks.</param>
    public void OnCommitted(long turns, long pending, long took, long now)
    {
        if (_rest > 0) _rest--;
        else if (took / Share >= s_shortest)
        {
            Volatile.Write(ref _expected, (turns + pending) * 15 / 16);
            Volatile.Write(ref _until, now + took / Share);
        }
    }

    /// <summary>True while more turns are worth waiting for.</summary>
    public bool WaitsForMore(long turns, long now) => turns < Volatile.Read(ref _expected) && now < Volatile.Read(ref _until);

    /// <summary>False when nobody is waited for, whatever the time.</summary>
    public bool IsOn => Volatile.Read(ref _until) != 0;

    /// <summary>A commit begins.</summary>
    /// <param name="turns">Turns in it.</param>
    public void OnBegin(long turns)
    {
        if (_until == 0) return;
        if (turns >= _expected) _nextRest = 1;
        else
        {
            _rest = _nextRest;
            _nextRest = Math.Min(2 * _nextRest, LongestRest);
        }
        Volatile.Write(ref _until, 0);
    }
}
