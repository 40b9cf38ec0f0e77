// A session's turns: enter the key shards, run the command alone inside them, leave its effects in the commit queue, wake who waits.
//
//   Run ── one key, shard free ──────────────► Execute ─► Leave                                       (the whole hot path)
//    │
//    ├── several shards, all free ───────────► Execute ─► Leave
//    │
//    └── some shard is busy: Suspend, wait in its mailbox ··· OnGranted, on the leaver's thread ─► Execute into scratch ─► Leave ─► Resume
//
// Shards are entered in ascending order and kept until the turn is over. The effects are appended while they are held, which is what
// makes the order of LSNs the order of turns. A reply depends on the last change of every shard that the turn held, whether it wrote there
// or read: its LSN goes to the output gate.
//
// EXEC and scripts run other commands as parts of their turn: SessionTurn.Parts.cs.
//
// An exception inside a command is a bug of ours: the client gets an error, the effects are dropped, and the held shards go back to what
// the journal says (Supervision) before anybody else enters them.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Core.Turns;
using ActorKv.Engine.Blocking;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Routing;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed partial class SessionTurn : ShardWaiter
{
    private readonly Session _session;
    private readonly Store _store;
    private readonly ShardSet _shards;
    private readonly RespWriter _scratch = new();
    private Command _command = null!;
    private Request _request = null!;
    private int _entered;
    private long _ticks;

    public SessionTurn(Session session)
    {
        _session = session;
        _store = session.Store;
        _shards = new ShardSet(_store.Shards.Length);
        Turn = _store.NewTurn(session.Output, session);
    }

    public KeyTurn Turn { get; }

    /// <summary>The blocking command that the session waits in, or null.</summary>
    public BlockedCommand? Blocked { get; private set; }

    /// <summary>LSN that the last reply must wait for, 0 when it need not.</summary>
    public long MustWaitFor { get; set; }

    /// <summary>LSN of the newest change of any key shard that a turn of the session has held.</summary>
    public long LastLsn { get; private set; }

    /// <summary>Runs a command. True when the reply is written; false when the session is suspended.</summary>
    public bool Run(KeyCommand command, Request request)
    {
        Prepare();
        int key = command.SingleKey;
        if (key > 0 && key < request.Count)
        {
            KeyShard shard = _store.Shards[Slot.ToShard(Slot.Of(request[key]), _store.Shards.Length)];
            if (shard.TryEnter())
            {
                Turn.BeginSingle(shard.State);
                Turn.Logging = _store.Logging;
                bool intact = Execute(command, request, _session.Output);
                Turn.EndSingle();
                if (intact && Turn.Blocked is null && Turn.Ready.Count == 0)
                {
                    MustWaitFor = _store.Gated(LastLsn = Math.Max(LastLsn, _store.Commit(Turn, shard)));
                    if (_session.IsTracking) _store.Tracking.Remember(_session, command.Spec, request);
                    shard.Exit();
                    return true;
                }
                _shards.Set(shard.Index);
                Leave(command, request, intact);
                return !_session.IsSuspended;
            }
            _shards.Set(shard.Index);
        }
        else
        {
            _shards.Clear();
            if (_session.OnlyShard is { } only) _shards.Add(only);
            else _shards.AddKeysOf(command.Spec, request);
        }
        return RunMany(command, request);
    }

    /// <summary>Moves the reply of a turn that ran on another thread into the session's output. On the session's own thread.</summary>
    /// <param name="ticks">How long the turn ran, without its wait for key shards, in ticks of <see cref="Stopwatch"/>.</param>
    /// <returns>What was asked; null for a blocking command, whose time is not told.</returns>
    public Request? Collect(out long ticks)
    {
        ticks = _ticks;
        Request? asked = Blocked is null ? _request : null;
        Blocked = null;
        _session.Output.Append(_scratch);
        CountParts();
        return asked;
    }

    public override void OnGranted(KeyShard shard)
    {
        _entered++;
        if (!EnterRest()) return;
        long began = Stopwatch.GetTimestamp();
        bool blocks = ExecuteHeld(_scratch);
        if (blocks) return;
        _ticks = Stopwatch.GetTimestamp() - began;
        _session.Transport.Resume();
    }

    /// <summary>Tries a blocked command again; the caller holds its shards. True when it was served and its effects are appended.</summary>
    /// <param name="blocked">The command.</param>
    /// <param name="ready">Keys that it made in turn, or null.</param>
    public bool TryServe(BlockedCommand blocked, out List<ReadyKey>? ready)
    {
        ready = null;
        Turn.Now = _store.NowMilliseconds;
        Turn.BeginMany(blocked.Shards);
        Turn.Logging = _store.Logging;
        (Turn.IsRetry, Turn.Pinned) = (true, blocked.Pinned);
        bool intact = Execute(blocked.Command, blocked.Request, _scratch);
        (Turn.IsRetry, Turn.Pinned) = (false, null);
        Turn.EndMany(blocked.Shards);
        if (intact && Turn.Blocked is not null)
        {
            // It may have met a key whose time had come, and removed it.
            _store.Commit(Turn, blocked.Shards);
            return false;
        }
        if (intact)
        {
            ready = TakeReady();
            MustWaitFor = _store.Gated(LastLsn = Math.Max(LastLsn, _store.Commit(Turn, blocked.Shards)));
        }
        else _store.Supervision.Restart(blocked.Shards);
        return true;
    }

    /// <summary>The command that it was blocked in is executed anew.</summary>
    public void ForgetBlocked() => Blocked = null;

    /// <summary>Gives a blocked command the reply of its timeout, or another, and lets the session go on.</summary>
    public void GiveUp(Action<RespWriter> reply)
    {
        _scratch.Version = _session.Output.Version;
        reply(_scratch);
        _session.Transport.Resume();
    }

    private bool RunMany(Command command, Request request)
    {
        if (_shards.Count > 1 && _store.Keeper is not null)
        {
            _session.Reply.Error(Refusal(RoutingErrors.CrossSlot));
            return true;
        }
        _command = command;
        _request = request;
        _entered = 0;
        while (_entered < _shards.Count && _store.Shards[_shards[_entered]].TryEnter()) _entered++;
        if (_entered < _shards.Count)
        {
            if (_store.Scripts.AnyRuns && _store.Scripts.BusyError(_shards[_entered]) is { } busy)
            {
                while (--_entered >= 0) _store.Shards[_shards[_entered]].Exit();
                _session.Reply.Error(Refusal(busy));
                return true;
            }
            // From the moment the turn is in a mailbox another thread may run it: the session must be suspended before.
            _session.Suspend();
            if (!EnterRest()) return false;
            _session.Unsuspend();
        }
        ExecuteHeld(_session.Output);
        return !_session.IsSuspended;
    }

    public override bool OnRefused(string error)
    {
        if (_command.Spec.Has(CommandFlags.AllowBusy)) return false;
        StopWaiting(Refusal(error));
        return true;
    }

    public override bool IsRouted => _session.Routing is not null || _session.IsForAnother;

    // EXEC too: what is queued is still there, and who watched a key of the shard was told that it changed before this is asked (ShardKeeper), so it
    // answers nil wherever it gets.
    public override bool OnMoved()
    {
        _session.ExecuteAnew(_request);
        return true;
    }

    // EXEC that was not executed is over, and its client is told so by an error of its own.
    public override void OnOverdue(string error)
    {
        if (IsExec) _session.CloseTransaction();
        StopWaiting(error);
    }

    private bool IsExec => _session.IsInTransaction && _command.Spec.Name == "EXEC";

    private void StopWaiting(string error)
    {
        while (--_entered >= 0) _store.Shards[_shards[_entered]].Exit();
        _scratch.Version = _session.Output.Version;
        _scratch.Error(error);
        _session.Transport.Resume();
    }

    // EXEC that is refused is over.
    private string Refusal(string error)
    {
        if (!_session.IsInTransaction) return error;
        _session.CloseTransaction();
        return SessionErrors.TransactionRefused(error);
    }

    private bool EnterRest()
    {
        while (_entered < _shards.Count)
        {
            if (!_store.Shards[_shards[_entered]].EnterOrWait(this)) return false;
            _entered++;
        }
        return true;
    }

    // True when the session stays suspended.
    private bool ExecuteHeld(RespWriter reply)
    {
        ReadOnlySpan<int> held = _shards.AsSpan();
        Turn.BeginMany(held);
        Turn.Logging = _store.Logging;
        if (_command is not KeyCommand command) return ExecuteWhole(reply, Unsafe.As<TurnCommand>(_command));
        bool intact = Execute(command, _request, reply);
        Turn.EndMany(held);
        return Leave(command, _request, intact);
    }

    private bool Execute(KeyCommand command, Request request, RespWriter reply)
    {
        reply.Version = _session.Output.Version;
        Turn.Reply = reply;
        Turn.CountsLookups = command.CountsLookups;
        long start = reply.Position;
        try
        {
            ArgReader args = new(request, command.FirstArgument);
            command.Body(ref args, Turn);
            return true;
        }
        catch (Exception bug) when (Supervision.IsBug(bug))
        {
            Fail(command, bug, reply, start);
            return false;
        }
    }

    private void Fail(Command command, Exception bug, RespWriter reply, long start)
    {
        _store.Supervision.Report(command.Spec, bug);
        reply.Truncate(start);
        reply.Error($"ERR internal error in '{command.Spec.FullName}', its key shard restarts from the journal");
        Turn.Abandon();
    }

    private void Prepare()
    {
        Turn.Now = _session.Now;
        Turn.Database = _session.Database;
        Turn.NoTouch = _session.NoTouch;
    }

    // Commits, serves who waits for what the turn made, blocks the session if the command asks for it, and leaves the shards.
    // True when the command blocks; then another thread may have let the session go on already.
    private bool Leave(Command command, Request request, bool intact)
    {
        ReadOnlySpan<int> held = _shards.AsSpan();
        if (!intact)
        {
            _store.Supervision.Restart(held);
            return false;
        }
        BlockRequest? block = Turn.Blocked;
        List<ReadyKey>? ready = TakeReady();
        MustWaitFor = _store.Gated(LastLsn = Math.Max(LastLsn, _store.Commit(Turn, held)));
        if (_session.IsTracking) RememberReads(command, request);
        // A session that is let go on may run its next turn while we are still here: then _shards is that turn's.
        if (block is not null) held = Block(Unsafe.As<KeyCommand>(command), request, block);
        List<BlockedCommand>? later = ready is null ? null : _store.Blocking.Serve(ready, held);
        for (int i = held.Length - 1; i >= 0; i--) _store.Shards[held[i]].Exit();
        if (later is not null)
        {
            foreach (BlockedCommand waiting in later) waiting.Attempt();
        }
        return block is not null;
    }

    private List<ReadyKey>? TakeReady() => Turn.Ready.Count > 0 ? [.. Turn.Ready] : null;

    private int[] Block(KeyCommand command, Request request, BlockRequest block)
    {
        bool onOwnThread = !_session.IsSuspended;
        if (onOwnThread) _session.Suspend();
        BlockedCommand blocked = new(_session, this, command, request.Copy(), block, Turn.Database, _shards.ToArray());
        // Whoever sees it may end it at once, and the session forgets it then.
        Blocked = blocked;
        _store.Blocking.Add(blocked);
        if (!onOwnThread) _session.Transport.OnBlocked();
        return blocked.Shards;
    }
}
