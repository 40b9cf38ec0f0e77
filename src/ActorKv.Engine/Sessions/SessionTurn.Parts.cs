// Turns made of other commands: EXEC and scripts.
//
//   Run(TurnCommand) ─► its key shards are held ─► Body ─┬─ Call(command) ┐
//                                                        ├─ Call(command) ┼─ effects of all: one commit, in the journal whole or not at all
//                                                        └─ Call(command) ┘
//   outcome:  Done                ─► Leave
//             NeedsAllShards      ─► nothing is changed yet: leave, enter every key shard, run again
//             GoesOnElsewhere     ─► the session is suspended as when a shard is busy; a thread of its own goes on, in the same shards
//
// A part may only touch keys of shards that the turn holds. A part that finds one missing can still try to enter it (TryReach): out of order,
// and therefore never waiting for it.

using System.Diagnostics;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.KeyShards;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed partial class SessionTurn
{
    private const int MostParts = 4096;

    private readonly List<Part> _parts = [];
    private readonly List<byte[]> _reads = [];
    private ShardSet? _needed;
    private Func<Session, TurnOutcome>? _goOn;
    private long _errorsOfParts;
    private long _clock;           // when the part under way began
    private bool _isScript;        // a part is a script, and runs parts itself
    private bool _hasActed;        // a part was about something else than keys

    /// <summary>A command that ran as a part of a turn, to be counted when the session is on its own thread again.</summary>
    private readonly record struct Part(Command Command, Request Request, long Ticks, string? Error, int Times = 1);

    /// <summary>True while a turn command runs: what it runs must answer at once.</summary>
    public bool IsInParts { get; private set; }

    /// <summary>True when the turn command runs in a thread of its own, where it may take its time.</summary>
    public bool IsElsewhere { get; private set; }

    /// <summary>Error replies that parts have written into the turn's reply since this was asked last: those are counted as theirs.</summary>
    public long TakeErrorsOfParts()
    {
        long errors = _errorsOfParts;
        _errorsOfParts = 0;
        return errors;
    }

    /// <summary>Runs a turn command. True when the reply is written; false when the session is suspended.</summary>
    public bool Run(TurnCommand command, Request request)
    {
        Prepare();
        _shards.Clear();
        if (_session.OnlyShard is { } only) _shards.Add(only);
        else command.FindShards(_session, request, _shards);
        bool done = RunMany(command, request);
        if (done) CountParts();
        return done;
    }

    /// <summary>True when the turn holds the key shards of everything that the command may touch.</summary>
    public bool Reaches(Command command, Request request)
    {
        int key = command.SingleKey;
        if (key > 0 && key < request.Count) return _shards.Contains(Slot.ToShard(Slot.Of(request[key]), _store.Shards.Length));
        ShardSet needed = Needed(command, request);
        foreach (int shard in needed.AsSpan())
            if (!_shards.Contains(shard)) return false;
        return true;
    }

    /// <summary>Enters what is missing for the command, if it is free. False when it is not, with nothing entered in vain.</summary>
    public bool TryReach(Command command, Request request)
    {
        foreach (int shard in Needed(command, request).AsSpan())
        {
            if (_shards.Contains(shard)) continue;
            if (!_store.Shards[shard].TryEnter()) return false;
            _shards.Add(shard);
            Turn.BeginMany([shard]);
        }
        return true;
    }

    /// <summary>The key shards that the turn holds.</summary>
    public int[] HeldShards() => _shards.ToArray();

    /// <summary>Refuses the sessions that wait for the turn's key shards, with an error. On the turn's own thread.</summary>
    public void RefuseWaiting(string error)
    {
        foreach (int shard in _shards.ToArray()) _store.Shards[shard].RefuseWaiting(error);
    }

    /// <summary>Says that the next part begins now. Without it, it has begun when the part before ended.</summary>
    public void StartClock() => _clock = Stopwatch.GetTimestamp();

    /// <summary>True while the turn could begin anew and nobody would notice: nothing was changed, and nothing but keys was looked at.</summary>
    public bool MayBeginAnew => Turn.Changes == 0 && !_hasActed;

    /// <summary>Runs a command as a part of the turn, which must reach its keys. Its reply goes to <paramref name="reply"/>, in that writer's version.</summary>
    /// <returns><see cref="TurnOutcome.NeedsAllShards"/> when it was a turn command that has to begin anew (only if <see cref="MayBeginAnew"/>), and its
    /// caller with it.</returns>
    public TurnOutcome Call(Command command, Request request, RespWriter reply)
    {
        RespWriter outer = _session.Reply;
        long errors = reply.Errors, began = _clock;
        _session.Reply = Turn.Reply = reply;
        Turn.Database = _session.Database;
        ArgReader args = new(request, command.FirstArgument);
        TurnOutcome outcome = TurnOutcome.Done;
        bool isMonitored = _store.Monitor.IsOn, byScript = _isScript || _command.Spec.Group == CommandGroup.Scripting;
        if (isMonitored) _store.Monitor.ShowBefore(_session, command.Spec, request, byScript);
        switch (command)
        {
            case KeyCommand keyCommand:
                Turn.CountsLookups = keyCommand.CountsLookups;
                keyCommand.Body(ref args, Turn);
                Turn.Memory.SettleAll();
                if (_session.IsTracking) NoteReads(command.Spec, request);
                break;
            case TurnCommand turnCommand:
                _isScript = command.Spec.Group == CommandGroup.Scripting;
                outcome = turnCommand.Body(ref args, _session);
                _isScript = false;
                break;
            default:
                _hasActed = true;
                ((SessionCommand)command).Body(ref args, _session);
                break;
        }
        _session.Reply = Turn.Reply = outer;
        string? error = reply.Errors == errors ? null : Encoding.Latin1.GetString(reply.LastErrorCode);
        if (outer == reply) _errorsOfParts += reply.Errors - errors;
        if (outcome == TurnOutcome.Done)
        {
            if (isMonitored) _store.Monitor.ShowAfter(_session, command.Spec, request, byScript);
            long ticks = (_clock = Stopwatch.GetTimestamp()) - began;
            // The caller may reuse the request, which is only wanted of those that were slow.
            _parts.Add(new Part(command, ticks < _store.Timing.SlowTicks ? request : request.Copy(), ticks, error));
            if (_parts.Count == MostParts) FoldParts();
        }
        return outcome;
    }

    /// <summary>Says with what the turn goes on in a thread of its own, before <see cref="TurnOutcome.GoesOnElsewhere"/> is returned.</summary>
    public void GoOnElsewhere(Func<Session, TurnOutcome> goOn) => _goOn = goOn;

    private ShardSet Needed(Command command, Request request)
    {
        ShardSet needed = _needed ??= new ShardSet(_store.Shards.Length);
        needed.Clear();
        if (command is TurnCommand turnCommand) turnCommand.FindShards(_session, request, needed);
        else needed.AddKeysOf(command.Spec, request);
        return needed;
    }

    private bool ExecuteWhole(RespWriter reply, TurnCommand command)
    {
        reply.Version = _session.Output.Version;
        Turn.CountsLookups = false;
        _hasActed = _isScript = false;
        _reads.Clear();
        return Conclude(command, InParts(command, reply, goOn: null));
    }

    // On the thread of its own.
    private void GoOn(Func<Session, TurnOutcome> goOn)
    {
        TurnCommand command = (TurnCommand)_command;
        long began = Stopwatch.GetTimestamp();
        IsElsewhere = true;
        TurnOutcome? outcome = InParts(command, _scratch, goOn);
        IsElsewhere = false;
        if (Conclude(command, outcome)) return;
        _ticks = Stopwatch.GetTimestamp() - began;
        _session.Transport.Resume();
    }

    // Null when there was a bug.
    private TurnOutcome? InParts(TurnCommand command, RespWriter reply, Func<Session, TurnOutcome>? goOn)
    {
        long start = reply.Position;
        _session.Reply = Turn.Reply = reply;
        Turn.MayBlock = false;
        IsInParts = true;
        try
        {
            if (goOn is not null) return goOn(_session);
            ArgReader args = new(_request, command.FirstArgument);
            return command.Body(ref args, _session);
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            Fail(command, bug, reply, start);
            return null;
        }
        finally
        {
            _session.Reply = _session.Output;
            Turn.MayBlock = true;
            IsInParts = false;
        }
    }

    // True when the session stays suspended.
    private bool Conclude(TurnCommand command, TurnOutcome? outcome)
    {
        if (outcome == TurnOutcome.GoesOnElsewhere)
        {
            if (!_session.IsSuspended) _session.Suspend();
            _scratch.Version = _session.Output.Version;
            Func<Session, TurnOutcome> goOn = _goOn!;
            _ = Task.Factory.StartNew(() => GoOn(goOn), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return true;
        }
        Turn.EndMany(_shards.AsSpan());
        return outcome == TurnOutcome.NeedsAllShards ? RunAgain() : Leave(command, _request, intact: outcome is not null);
    }

    // The parts that ran are not counted twice, and what they told is told when they run again.
    private bool RunAgain()
    {
        _parts.Clear();
        Turn.Notices.Clear();
        Leave(_command, _request, intact: true);
        _shards.AddAll();
        if (!_session.IsSuspended)
        {
            RunMany(_command, _request);
            return _session.IsSuspended;
        }
        _entered = 0;
        return !EnterRest() || ExecuteHeld(_scratch);
    }

    // Keys that a part has read are remembered when the turn's own changes have been told (Leave): later parts may have changed them.
    private void NoteReads(CommandSpec command, Request request)
    {
        if (!command.Has(CommandFlags.ReadOnly) || _session.Tracking is not { Remembers: true }) return;
        List<int> positions = [];
        KeyRouting.TryFindKeys(command, request, positions);
        foreach (int position in positions) _reads.Add(request[position].ToArray());
    }

    private void RememberReads(Command command, Request request)
    {
        if (command is KeyCommand) _store.Tracking.Remember(_session, command.Spec, request);
        foreach (byte[] key in _reads) _store.Tracking.Remember(_session, key);
        _reads.Clear();
    }

    // A script may call a million commands: those that went alike become one, which stands for all of them.
    private void FoldParts()
    {
        Part[] folded = [.. _parts.GroupBy(part => (part.Command, part.Error)).Select(alike =>
            alike.First() with { Ticks = alike.Sum(part => part.Ticks), Times = alike.Sum(part => part.Times) })];
        _parts.Clear();
        _parts.AddRange(folded);
    }

    private void CountParts()
    {
        if (_parts.Count == 0) return;
        int parts = 0;
        foreach (Part part in _parts)
        {
            _session.Counters.CallsOfPart(part.Command.Number, part.Times, part.Error);
            _store.Timing.Observe(_session, part.Command, part.Request, part.Ticks / part.Times, part.Times);
            parts += part.Times;
        }
        _session.CountCommands(parts);
        _parts.Clear();
    }
}
