// The persistent actor of a key shard: runs what fronts ask, persists what it did, and answers when that is in the journal.
//
//            snapshot, events                 ShardRequests                                  StopKeyShard
//   start ─────────────────────► open ──┬──► turns on ShardSessions ──► PendingTurns        ──────────────► stopping ─► stopped
//     │ the shard of this node's        │             │ replies wait           │ PersistAsync, one at a time      when all is answered
//     │ store is entered, and empty     │             └────────◄───────────────┘ persisted
//     ▼                                 └── a bug, a journal that fails ──► stopped; the BackoffSupervisor starts it anew, from the journal
//   the state is in the node's store, and only this actor's sessions run turns on it
//
// The journal is asked with one event at a time, and meanwhile more turns run: PendingTurns says why. Nothing is answered, not even a read,
// before the turns that it depends on are in the journal, so what is answered is durable.
//
// A snapshot must speak of just the events that are in the journal. When one is due the actor keeps the shard entered until what was pending is
// persisted, so that for one write no turn runs; those who come wait in the shard's mailbox as for any busy shard.
//
// When it stops, for whatever reason, the state leaves the node's store: wherever the key shard starts next, it starts from the journal.

using System.Globalization;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine;
using ActorKv.Engine.KeyShards;
using Akka.Actor;
using Akka.Pattern;
using Akka.Persistence;
using Microsoft.Extensions.Logging;

namespace ActorKv.Akka.KeyShards;

/// <summary>Has a key shard's actor stop when everything that runs is answered: before it moves to another node, and when the node stops.</summary>
internal sealed class StopKeyShard
{
    public static readonly StopKeyShard Instance = new();
}

/// <summary>Has it look for keys whose time has come.</summary>
internal sealed class SweepKeyShard
{
    public static readonly SweepKeyShard Instance = new();
}

internal sealed class KeyShardActor : UntypedPersistentActor, IWithTimers
{
    private static readonly TimeSpan s_idleSweep = TimeSpan.FromSeconds(1);

    private readonly Store _store;
    private readonly int _number;
    private readonly KeyShardSettings _settings;
    private readonly ShardLoader _loader;
    private readonly ExpirySweep _sweep;
    private readonly IActorRef _self;
    private KeyShard _shard = null!;
    private PendingTurns _turns = null!;
    private ShardSessions? _sessions;
    private bool _holds;           // the shard is entered by the actor itself, between turns
    private bool _stopping;
    private bool _snapshotDue;
    private long _bytesSince, _eventsSince;     // since the last snapshot

    private sealed record Resumed(ShardSession Session);

    private sealed class Woken
    {
        public static readonly Woken Instance = new();
    }

    public KeyShardActor(Store store, int number, KeyShardSettings settings)
    {
        _store = store;
        _number = number;
        _settings = settings;
        _loader = new ShardLoader(store, new ShardPlace(number, store.Shards.Length));
        _sweep = new ExpirySweep(store);
        _self = Self;
        JournalPluginId = settings.JournalPlugin;
        SnapshotPluginId = settings.SnapshotPlugin;
    }

    public override string PersistenceId => IdOf(_number);

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The persistence id of a key shard.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"actorkv-shard-{number:D5}");

    /// <summary>The actor alone. It stops when it fails.</summary>
    public static Props Props(Store store, int number, KeyShardSettings settings) => global::Akka.Actor.Props.Create(() => new KeyShardActor(store, number, settings));

    /// <summary>The actor under a supervisor that starts it anew when it has failed, and stops with it after <see cref="StopKeyShard"/>.</summary>
    public static Props SupervisedProps(Store store, int number, KeyShardSettings settings) => BackoffSupervisor.Props(
        Backoff.OnStop(Props(store, number, settings), "key-shard", settings.MinBackoff, settings.MaxBackoff, 0.2, maxNrOfRetries: -1)
            .WithFinalStopMessage(message => message is StopKeyShard)
            .WithDefaultStoppingStrategy());

    protected override void PreStart()
    {
        base.PreStart();
        _shard = _store.Shards[_number];
        _holds = _shard.TryEnter();
        if (_holds && _shard.Log is null) return;
        // The actor that was here before has not left: a script of it takes long.
        if (_holds) _shard.Exit();
        _holds = false;
        _store.Log.LogWarning("Key shard {Shard} cannot start yet: its former actor has not left", _number);
        Context.Stop(_self);
    }

    protected override void PostStop()
    {
        _sessions?.Fail();
        _sessions?.Retire();
        if (_holds || (_sessions is not null && (_turns.HasBug || _shard.TryEnter()))) _store.Renew(_number);
        else if (_sessions is not null) _ = RenewWhenFreeAsync();
        base.PostStop();
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: ShardImage image }:
                _loader.Load(image);
                break;
            case ShardEvent written:
                _loader.Apply(written);
                break;
            case UnknownRecord unknown:
                throw unknown.ToException(_number);
            case SnapshotOffer { Snapshot: UnknownRecord unknown }:
                throw unknown.ToException(_number);
            case SnapshotOffer other:
                throw new ShardRecordException($"The snapshot of key shard {_number} is a {other.Snapshot.GetType()}: no key shard wrote it.");
            case RecoveryCompleted:
                Open();
                break;
            default:
                throw new ShardRecordException($"The journal of key shard {_number} holds a {message.GetType()}: no key shard wrote it.");
        }
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        _store.Log.LogError(reason, "Key shard {Shard} cannot start: {Reason}", _number, reason.Message);
        base.OnRecoveryFailure(reason, message);
    }

    protected override void OnCommand(object message)
    {
        _turns.EnterActor();
        try
        {
            Handle(message);
            Persist();
        }
        finally
        {
            _turns.LeaveActor();
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        // Akka stops the actor: whether the event is in the journal nobody knows, and recovery finds out.
        _store.Log.LogError(cause, "The journal of key shard {Shard} cannot be written: {Reason}", _number, cause.Message);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _store.Log.LogError(cause, "The journal refused an event of key shard {Shard}: {Reason}", _number, cause.Message);
        base.OnPersistRejected(cause, @event, sequenceNr);
        Context.Stop(_self);
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case ShardRequests requests:
                _sessions!.Run(requests, Sender);
                break;
            case Resumed resumed:
                _sessions!.GoOn(resumed.Session);
                break;
            case SweepKeyShard:
                Sweep();
                break;
            case EndWait ended:
                _sessions!.EndWait(ended);
                break;
            case SessionOver over:
                _sessions!.Over(over.SessionId);
                break;
            case Terminated gone:
                _sessions!.AskerGone(gone.ActorRef);
                break;
            case StopKeyShard:
                _stopping = true;
                _sessions!.Stop();
                break;
            case SaveSnapshotSuccess saved:
                DeleteMessages(saved.Metadata.SequenceNr);
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failed:
                // What the snapshot would have spoken of is in the journal still.
                _store.Log.LogError(failed.Cause, "The snapshot of key shard {Shard} could not be saved", _number);
                break;
            case DeleteMessagesFailure failed:
                _store.Log.LogError(failed.Cause, "Events of key shard {Shard} that a snapshot covers could not be deleted; the next snapshot tries again", _number);
                break;
            case DeleteSnapshotsFailure failed:
                _store.Log.LogError(failed.Cause, "Old snapshots of key shard {Shard} could not be deleted; the next snapshot tries again", _number);
                break;
            case Woken or DeleteMessagesSuccess or DeleteSnapshotsSuccess:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Open()
    {
        IActorRef self = _self;
        _turns = new PendingTurns(new ShardPlace(_number, _store.Shards.Length), _loader.Last, () => self.Tell(Woken.Instance));
        _sessions = new ShardSessions(_store, _shard, _turns, self, asker => Context.Watch(asker), session => self.Tell(new Resumed(session)));
        _shard.Log = _turns;
        _shard.LastLsn = _loader.Last;
        _store.Evictor.Note(_shard);
        _holds = false;
        _shard.Exit();
        ScheduleSweep();
    }

    // After every message: what the message's turns have done goes to the journal, unless an event is on its way already.
    private void Persist()
    {
        if (_snapshotDue && !_holds && !_turns.IsWriting && !_turns.HasBug) _holds = _shard.TryEnter();
        if (_turns.TryBegin(_store.NowMilliseconds) is { } written) PersistAsync(written, OnPersisted);
        else if (!_turns.IsWriting) OnSettled();
    }

    private void OnPersisted(ShardEvent written)
    {
        _turns.EnterActor();
        try
        {
            _turns.End();
            _bytesSince += written.Bytes.Length;
            if (++_eventsSince >= _settings.SnapshotAfterEvents || _bytesSince >= _settings.SnapshotAfterBytes) _snapshotDue = true;
            _sessions!.Release();
            Persist();
        }
        finally
        {
            _turns.LeaveActor();
        }
    }

    // Everything is in the journal.
    private void OnSettled()
    {
        if (_turns.HasBug)
        {
            // The state is not to be trusted; what the turns before the bug have done is persisted and answered.
            _store.Log.LogWarning("Key shard {Shard} restarts from its journal", _number);
            Context.Stop(_self);
            return;
        }
        if (_holds) TakeSnapshot();
        if (_stopping && _turns.IsSettled && _sessions!.IsIdle) Context.Stop(_self);
    }

    private void TakeSnapshot()
    {
        SaveSnapshot(ShardImage.Of(_shard.State, _store.Shards.Length, _turns.Last));
        _snapshotDue = _holds = false;
        _bytesSince = _eventsSince = 0;
        // Whoever came meanwhile runs now, on this thread.
        _shard.Exit();
        if (!_turns.IsSettled) Persist();
    }

    private void Sweep()
    {
        if (_store.ActiveExpire && !_stopping && !_turns.HasBug) _sweep.Sweep(_shard, _store.NowMilliseconds);
        ScheduleSweep();
    }

    private void ScheduleSweep() =>
        Timers.StartSingleTimer(SweepKeyShard.Instance, SweepKeyShard.Instance, ExpirySweep.HasExpiries(_shard.State) ? _settings.SweepInterval : s_idleSweep);

    private async Task RenewWhenFreeAsync()
    {
        await _shard.EnterAsync();
        _store.Renew(_number);
    }
}
