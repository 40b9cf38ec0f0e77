// A command that waits for one of its keys: BLPOP and its kin.
//
//             Begin                    served
//   Waiting --------> Running ------------------------> Over
//      ^                 |  not served
//      +-----------------+
//   Waiting -- timeout, CLIENT UNBLOCK, disconnect, its key shard goes elsewhere --> Over
//
// Whoever makes a key ready runs the command again, on its own thread, while the waiting session does nothing. Exactly one of serving, timing
// out and unblocking wins: the state is changed under the command's lock. One that comes while the command runs is kept and takes effect if
// the command is not served.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Blocking;

internal sealed class BlockedCommand(Session session, SessionTurn turn, KeyCommand command, Request request, BlockRequest block, int database, int[] shards)
    : ShardWaiter
{
    private enum Phase { Waiting, Running, Over }

    private readonly Lock _lock = new();
    private readonly long _since = session.Store.Time.GetTimestamp();
    private volatile Phase _phase;
    private Action<RespWriter>? _ending;
    private WaitTimer? _timer;
    private int _entered;

    public Session Session => session;

    public KeyCommand Command => command;

    public Request Request => request;

    public byte[][] Keys => block.Keys;

    public object? Pinned => block.Pinned;

    public int Database => database;

    /// <summary>All key shards that the command may touch, ascending.</summary>
    public int[] Shards => shards;

    public bool IsOver => _phase == Phase.Over;

    /// <summary>True when being served takes something away from those who wait behind; reading a stream does not.</summary>
    public bool Takes => block.WaitsFor != DataType.Stream;

    /// <summary>True when a key of this type, or a key that is gone (null), may end the wait.</summary>
    public bool Wants(DataType? type) => type == block.WaitsFor || block.EvenWhenGone;

    public void StartTimer(TimeProvider time)
    {
        if (block.TimeoutMilliseconds <= 0) return;
        lock (_lock)
        {
            if (_phase == Phase.Over) return;
            _timer = new WaitTimer(time, block.TimeoutMilliseconds, () => Cancel(null));
        }
    }

    /// <summary>Runs the command under the shards the caller holds, which are all it may touch. True when it was served; then it is over, and
    /// the session goes on.</summary>
    public bool TryServeHeld(BlockingCommands blocking, out List<ReadyKey>? ready)
    {
        ready = null;
        if (!TryBegin()) return false;
        bool served = turn.TryServe(this, out ready);
        if (served) blocking.Remove(this);
        End(served);
        return served;
    }

    /// <summary>Runs the command in a turn of its own, with all its shards: for one whose keys lie in more shards than its waker held.</summary>
    public void Attempt()
    {
        if (!TryBegin()) return;
        _entered = 0;
        EnterRest();
    }

    public override void OnGranted(KeyShard shard)
    {
        _entered++;
        EnterRest();
    }

    /// <summary>Ends the wait with a reply, that of the timeout unless another is given. False when it is over already.</summary>
    public bool Cancel(Action<RespWriter>? reply)
    {
        lock (_lock)
        {
            if (_phase == Phase.Over) return false;
            _ending = reply ?? block.TimeoutReply;
            if (_phase == Phase.Running) return true;
            _phase = Phase.Over;
            _timer?.Stop();
        }
        session.Store.Blocking.RemoveLater(this);
        turn.GiveUp(_ending);
        return true;
    }

    /// <summary>Its key shard goes elsewhere: the command is executed anew, with the rest of its timeout. False when it is over already, or runs.</summary>
    public bool TryMove()
    {
        lock (_lock)
        {
            if (_phase != Phase.Waiting) return false;
            _phase = Phase.Over;
            _timer?.Stop();
        }
        session.ExecuteAnew(RestOfTimeout.Of(command.Spec, request, session.Store.Time.GetElapsedTime(_since)));
        return true;
    }

    private void EnterRest()
    {
        Store store = session.Store;
        while (_entered < shards.Length)
        {
            if (!store.Shards[shards[_entered]].EnterOrWait(this)) return;
            _entered++;
        }
        bool served = turn.TryServe(this, out List<ReadyKey>? ready);
        List<BlockedCommand>? later = null;
        if (served)
        {
            store.Blocking.Remove(this);
            // What is left may serve those who waited behind.
            later = store.Blocking.Serve([.. ready ?? [], .. Keys.Select(key => new ReadyKey(store.ShardOf(key).Index, database, key))], shards);
        }
        End(served);
        for (int i = shards.Length - 1; i >= 0; i--) store.Shards[shards[i]].Exit();
        foreach (BlockedCommand waiting in later ?? []) waiting.Attempt();
    }

    private bool TryBegin()
    {
        lock (_lock)
        {
            if (_phase != Phase.Waiting) return false;
            _phase = Phase.Running;
            return true;
        }
    }

    private void End(bool served)
    {
        Action<RespWriter>? ending;
        lock (_lock)
        {
            ending = served ? null : _ending;
            _phase = served || ending is not null ? Phase.Over : Phase.Waiting;
            if (_phase == Phase.Over) _timer?.Stop();
        }
        if (served) session.Transport.Resume();
        else if (ending is not null)
        {
            session.Store.Blocking.RemoveLater(this);
            turn.GiveUp(ending);
        }
    }
}
