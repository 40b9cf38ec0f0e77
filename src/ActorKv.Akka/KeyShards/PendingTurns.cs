// The turns of a key shard on their way into the journal: those that wait, and those that are being written.
//
//   turn, holds the shard                 the actor                                       the journal
//   Append: number = ++last ──► pending ── TryBegin, when nothing is being written ──►    one event
//                                                                  durable = its last ◄── End
//
// One event is written at a time. While it is, turns join those that wait, and all of them become the next event: so the slower the journal,
// the more turns share a write. That joining is what makes durable writes fast here, as group commit does in the built-in host.
//
// Turns append on the thread that holds the shard. As a rule that is the actor's; a script that takes long, eviction, and the end of a
// blocking command have threads of their own, and wake the actor.

using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Akka.KeyShards;

/// <param name="shard">Which key shard.</param>
/// <param name="last">Number of the last turn in the journal; 0 when there is none.</param>
/// <param name="wake">Called when a turn was appended, or a bug met, on a thread that is not the actor's.</param>
internal sealed class PendingTurns(ShardPlace shard, long last, Action wake) : IShardLog
{
    private readonly Lock _lock = new();
    private readonly RowBatch _pending = new();
    private long _last = last;
    private long _durable = last;
    private long _writing;
    private int _actorThread;
    private bool _woken;
    private volatile bool _hasBug;

    /// <summary>Number of the newest turn.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>All turns up to here are in the journal.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>True between <see cref="TryBegin"/> and <see cref="End"/>.</summary>
    public bool IsWriting => _writing != 0;

    /// <summary>True when everything is in the journal.</summary>
    public bool IsSettled => !IsWriting && Last == Durable;

    /// <summary>True once a turn had a bug: the state is not to be trusted, what was appended before is.</summary>
    public bool HasBug => _hasBug;

    public long Append(ReadOnlySpan<byte> effects)
    {
        long number;
        lock (_lock)
        {
            number = _last + 1;
            _pending.Add(number, null, effects);
            Volatile.Write(ref _last, number);
        }
        WakeFromElsewhere();
        return number;
    }

    public void OnBug()
    {
        _hasBug = true;
        WakeFromElsewhere();
    }

    /// <summary>Says that the actor runs on this thread until <see cref="LeaveActor"/>: it need not be woken from here.</summary>
    public void EnterActor()
    {
        lock (_lock) _woken = false;
        Volatile.Write(ref _actorThread, Environment.CurrentManagedThreadId);
    }

    public void LeaveActor() => Volatile.Write(ref _actorThread, 0);

    /// <summary>Makes an event of all turns that wait, unless one is being written or none waits.</summary>
    /// <param name="now">Unix milliseconds, for the event.</param>
    /// <returns>The event to write, or null.</returns>
    public ShardEvent? TryBegin(long now)
    {
        lock (_lock)
        {
            if (_writing != 0 || _pending.Turns == 0) return null;
            _writing = _pending.LastLsn;
            _pending.Complete(takenBack: 0, now);
            ShardEvent written = ShardEvent.Of(shard, _pending.Rows.Span[0]);
            _pending.Clear();
            return written;
        }
    }

    /// <summary>The event that was being written is in the journal.</summary>
    public void End()
    {
        Volatile.Write(ref _durable, _writing);
        _writing = 0;
    }

    private void WakeFromElsewhere()
    {
        if (Volatile.Read(ref _actorThread) == Environment.CurrentManagedThreadId) return;
        lock (_lock)
        {
            if (_woken) return;
            _woken = true;
        }
        wake();
    }
}
