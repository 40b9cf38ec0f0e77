// Where turns leave their effects, and the one writer that makes them durable.
//
//   turn (holds its shards)                 writer                               sessions
//   Append: LSN = ++last ───► pending ───► drains everything: one batch,         wait behind the output gate until
//                             batch        one transaction, one fsync  ────────► Durable >= the LSN they depend on
//
// A turn appends while it still holds its key shards, so the order of LSNs is the order of turns within every shard. The effects of a turn
// are one item: in the journal whole or not at all. The writer takes whatever has come since its last commit, so the more clients wait, the
// more share one fsync (group commit). Who appended calls Kick when it has no more to run for the moment, not after each turn: a loop that has
// fifty requests to serve makes one commit of them, not a commit of one and another of forty-nine. Where commits take long, the writer lets those come
// back who were just answered (CommitPatience).
//
// When the journal cannot be written:
//   always          nothing that waits was acknowledged. The failed turns are taken back (OnFailed: the shards return to what the journal
//                   holds, waiting sessions get an error), writers are refused, and the writer probes until the journal works again.
//   everysec, no    replies are out already. The pending effects are kept and tried again; writers are refused meanwhile.
// When it cannot be reached, whether it has taken a commit is not known: whoever waits goes on waiting, the commit is tried again, and writers are
// refused meanwhile.
//
// A journal of a cluster may also say that this node has been fenced: then whatever the policy, all key shards are given up (CommitQueue.Fencing.cs).
//
// LSNs in memory are never used twice, even when turns are taken back; the journal's numbers have no gaps. They differ by the number of
// turns taken back since the start. Where each key shard has a log of its own, the journal's numbers are the key shards' (ShardBatch). The writer
// and what it does when the journal fails are in CommitQueue.Writer.cs, commits side by side in CommitQueue.Flights.cs.

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commits;

internal sealed partial class CommitQueue : IDisposable
{
    private const int CommitEarly = 2 * 1024 * 1024;
    private const int BatchLimit = 64 * 1024 * 1024;
    private const long Overload = 256L * 1024 * 1024;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly object _wake = new();
    private readonly CommitTarget _target;
    private readonly Func<FailedRun, ValueTask> _takeBack;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Thread _writer;
    private readonly Action _wakeWriter;
    private readonly Queue<CommitBatch> _full = new();
    private readonly Stack<CommitBatch> _spares = new();
    private readonly CommitPatience _patience = new();
    private CommitBatch _pending;
    private ICommitListener[] _listeners = [];
    private List<(long Lsn, TaskCompletionSource Done)> _waiting = [];
    private FailedRun[] _failed = [];
    private long _last;
    private long _durable;
    private long _synced;
    private long _takenBack;
    private long _pendingBytes;
    private JournalException? _takingBack;
    private bool _syncNow;
    private volatile bool _sleeping;
    private volatile bool _stopping;
    private volatile bool _held;
    private long _lastSync = Stopwatch.GetTimestamp();

    /// <param name="target">Where commits go.</param>
    /// <param name="lastLsn">LSN of the last turn that recovery found.</param>
    /// <param name="policy">When commits are synced.</param>
    /// <param name="takeBack">Takes the turns of a failed commit, and all behind it, back; must call <see cref="DropPending"/>.</param>
    /// <param name="time">The clock that rows are stamped with.</param>
    /// <param name="log">Where faults are told.</param>
    public CommitQueue(CommitTarget target, long lastLsn, AppendFsync policy, Func<FailedRun, ValueTask> takeBack, TimeProvider time, ILogger log)
    {
        _target = target;
        _pending = target.NewBatch();
        _last = _durable = _synced = lastLsn;
        _takeBack = takeBack;
        _time = time;
        _log = log;
        Policy = policy;
        _wakeWriter = Wake;
        _writer = new Thread(Write) { IsBackground = true, Name = "actorkv-commits" };
        _writer.Start();
    }

    /// <summary>When commits are synced.</summary>
    public AppendFsync Policy { get; set; }

    /// <summary>LSN of the newest turn appended.</summary>
    public long LastLsn => Volatile.Read(ref _last);

    /// <summary>Everything up to here is in the journal, unless it <see cref="Failed">failed</see>.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>Everything up to here was synced, unless it <see cref="Failed">failed</see>: it survives a crash of the machine too.</summary>
    public long Synced => Volatile.Read(ref _synced);

    /// <summary>Why writers are refused at the moment, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>True when replies must wait for their commit: always under <see cref="AppendFsync.Always"/>, otherwise only when the
    /// medium is so slow that the queue would grow without bound, or what is appended is bound to be dropped.</summary>
    public bool Gates => Policy == AppendFsync.Always || PendingBytes > Overload || _fenced is not null;

    /// <summary>Turns that were acknowledged and could not be journalled before the store stopped; 0 under <c>always</c>.</summary>
    public long Lost { get; private set; }

    /// <summary>Bytes appended and not committed.</summary>
    public long PendingBytes => Volatile.Read(ref _pendingBytes);

    /// <summary>Commits made, for INFO.</summary>
    public long Commits { get; private set; }

    /// <summary>Duration of the last commit.</summary>
    public TimeSpan LastCommitTime { get; private set; }

    /// <summary>Told of every commit: how long it took, and whether replies wait for it.</summary>
    public Action<TimeSpan, bool>? Watcher { get; set; }

    /// <summary>Told of every commit before anybody learns that it is durable: its row (without turns when the commit only synced), and whether
    /// what is committed so far is as safe as the policy makes it. On the writer's thread; the row's payload is valid during the call. Where key
    /// shards have logs of their own, no row is told.</summary>
    public Action<JournalRow, bool>? Follower { get; set; }

    public void AddListener(ICommitListener listener)
    {
        lock (_lock) _listeners = [.. _listeners, listener];
    }

    public void RemoveListener(ICommitListener listener)
    {
        lock (_lock) _listeners = [.. _listeners.Where(other => other != listener)];
    }

    /// <summary>Appends the effects of one turn, whose shards the caller holds. Returns its LSN.</summary>
    /// <param name="shard">The key shard of the turn; null when the journal does not keep rows by key shards.</param>
    /// <param name="effects">What it did.</param>
    public long Append(KeyShard? shard, ReadOnlySpan<byte> effects)
    {
        lock (_lock)
        {
            int needed = effects.Length + 5;
            if (_pending.Length > 0 && needed > BatchLimit - _pending.Length) BeginBatch();
            long lsn = _last + 1;
            int before = _pending.Length;
            _pending.Add(lsn, shard, effects);
            _pendingBytes += _pending.Length - before;
            Volatile.Write(ref _last, lsn);
            return lsn;
        }
    }

    /// <summary>Lets the writer begin with what has been appended, if the policy is to begin at once.</summary>
    public void Kick()
    {
        if (_sleeping && ShouldLaunch(out _)) Wake();
    }

    /// <summary>Completes when everything appended so far is durable, synced whatever the policy says.</summary>
    /// <exception cref="JournalException">It is being taken back instead. That is told before the key shards are entered to take it back, so that
    /// a caller who holds some of them can leave them.</exception>
    /// <exception cref="JournalFencedException">All key shards are being given up.</exception>
    public Task FlushAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            Exception? refused = _fenced is { } fenced ? fenced : _takingBack;
            if (refused is not null) return Task.FromException(refused);
            if (_last <= _synced) return Task.CompletedTask;
            _waiting.Add((_last, done));
            _syncNow = true;
        }
        Wake();
        return done.Task;
    }

    /// <summary>True when the turn was taken back, or nobody knows whether it is in the journal; then its reply must not be given.</summary>
    /// <param name="lsn">The turn.</param>
    /// <param name="error">The error reply to be given instead.</param>
    public bool Failed(long lsn, out string error)
    {
        error = FindFailed(lsn)?.Error ?? "";
        return error.Length > 0;
    }

    /// <summary>Drops what has not been committed from <paramref name="run"/> on. The caller holds every key shard.</summary>
    public void DropPending(FailedRun run)
    {
        lock (_lock) Drop(run with { Last = _last });
    }

    /// <summary>LSN of the newest turn appended, in the journal's own numbering.</summary>
    public long LastJournalLsn
    {
        get
        {
            lock (_lock) return _last - _takenBack;
        }
    }

    /// <summary>Takes everything appended and not committed out of the queue, as rows: the tail of a save without a journal. Only while held.</summary>
    /// <param name="lastLsn">LSN of the last turn taken, or appended ever, in the journal's numbering.</param>
    public List<JournalRow> TakePending(out long lastLsn)
    {
        lock (_lock)
        {
            lastLsn = _last - _takenBack;
            List<JournalRow> rows = [];
            long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (CommitBatch batch in _full.Append(_pending).Where(batch => batch.Turns > 0))
            {
                batch.Complete(_takenBack, now);
                rows.AddRange(((RowBatch)batch).Rows.Span);
            }
            ForgetPending();
            Volatile.Write(ref _durable, _last);
            Volatile.Write(ref _synced, _last);
            return rows;
        }
    }

    /// <summary>Keeps the writer from committing until <see cref="Release"/>: while the first snapshot that the journal builds on is
    /// being completed.</summary>
    public void Hold() => _held = true;

    public void Release()
    {
        _held = false;
        Wake();
    }

    /// <summary>Commits what is pending, if the journal takes it, and stops the writer. Nothing may be appended any more.</summary>
    public void Dispose()
    {
        if (_stopping) return;
        _stopping = true;
        Wake();
        _writer.Join();
        _abandoning?.TrySetResult();
    }

    private void BeginBatch()
    {
        _full.Enqueue(_pending);
        _pending = _target.NewBatch();
    }

    // Under the lock, as the next.
    private void Drop(params ReadOnlySpan<FailedRun> runs)
    {
        ForgetPending();
        // What is known of single flights counts before what is said of a whole run that they are part of.
        foreach (FailedRun run in (ReadOnlySpan<FailedRun>)[.. _grounded, .. runs])
        {
            if (run.Last < run.First) continue;
            Volatile.Write(ref _failed, [.. _failed.TakeLast(63), run]);
        }
        foreach (FailedRun run in runs) _takenBack += Math.Max(0, run.Last - run.First + 1);
        foreach (FailedRun run in _grounded)
            if (run.Error.Length == 0) _takenBack -= run.Last - run.First + 1;
        _grounded.Clear();
    }

    private void ForgetPending()
    {
        _full.Clear();
        _pending = _target.NewBatch();
        _pendingBytes = _flying;
    }

    private FailedRun? FindFailed(long lsn)
    {
        foreach (FailedRun run in Volatile.Read(ref _failed))
            if (lsn >= run.First && lsn <= run.Last) return run.Error.Length > 0 ? run : null;
        return null;
    }

    private bool ShouldLaunch(out bool sync)
    {
        bool always = Policy == AppendFsync.Always || _syncNow || _stopping;
        bool second = Stopwatch.GetElapsedTime(_lastSync) >= Second;
        sync = always || (second && Policy == AppendFsync.EverySecond);
        long pending = PendingBytes - Volatile.Read(ref _flying);
        if (_held || _mustLand || IsPatient) return false;
        if (pending > 0) return always || second || pending >= CommitEarly;
        // What was committed early, without a sync, gets it within its second also when nothing comes after it.
        return _synced < _durable && (_syncNow || (second && Policy == AppendFsync.EverySecond && !_stopping));
    }

    // Somebody who waits for all to be durable may hold a key shard, and a large batch is long enough.
    private bool IsPatient =>
        _patience.IsOn && Policy == AppendFsync.Always && !_syncNow && !_stopping && PendingBytes < CommitEarly && _patience.WaitsForMore(_pending.Turns, Stopwatch.GetTimestamp());

    private void Wake()
    {
        lock (_wake) Monitor.Pulse(_wake);
    }

    /// <summary>Lets buffers go that are kept for the next batches, here and in the journal: MEMORY PURGE. May wait for a commit.</summary>
    public void Trim()
    {
        _target.Trim();
        lock (_lock)
        {
            _spares.Clear();
            if (_pending.Turns == 0) _pending = _target.NewBatch();
        }
    }
}
