// A session's transaction: what it has queued since MULTI, and what it watches.
//
//             MULTI            EXEC, DISCARD, RESET
//   closed ----------> open ------------------------> closed, nothing watched
//                       | a command was refused: broken, EXEC aborts
//   WATCH before MULTI; a watched key changes: touched, EXEC answers nil
//
// Queued requests are copies. Their bytes count towards client-query-buffer-limit, as in Redis: a client that queues for ever is cut off.

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Core.Turns;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Transactions;

/// <summary>A command that waits for EXEC.</summary>
internal readonly record struct QueuedCommand(Command Command, Request Request);

internal sealed class Transaction(Store store)
{
    private readonly List<QueuedCommand> _queue = [];
    private readonly RequestArena _requests = new();
    private readonly List<Watch> _watches = [];
    private volatile bool _touched;

    /// <summary>True between MULTI and EXEC.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>True when a command was refused instead of queued.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The flags of all queued commands together.</summary>
    public CommandFlags Flags { get; private set; }

    /// <summary>Bytes of the queued requests, as they came.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when a queued command may take long: a script.</summary>
    public bool MayTakeLong { get; private set; }

    public IReadOnlyList<QueuedCommand> Queue => _queue;

    public int WatchCount => _watches.Count;

    /// <summary>True when a watched key is known to have changed: EXEC will do nothing.</summary>
    public bool HasTouchedWatch => _touched;

    public void Open() => IsOpen = true;

    public void Break() => IsBroken = true;

    public void Add(Command command, Request request)
    {
        _queue.Add(new QueuedCommand(command, _requests.Copy(request)));
        Flags |= command.Spec.Flags;
        MayTakeLong |= command is TurnCommand;
        Bytes += request.WireLength;
    }

    /// <summary>Forgets what is queued and watched.</summary>
    public void Close()
    {
        IsOpen = IsBroken = MayTakeLong = false;
        Flags = CommandFlags.None;
        Bytes = 0;
        _queue.Clear();
        _requests.Clear();
        Unwatch();
    }

    /// <summary>Watches a key whose shard is held. Once is enough.</summary>
    public void Watch(KeyTurn turn, ReadOnlySpan<byte> key)
    {
        foreach (Watch watch in _watches)
            if (watch.Database == turn.Database && key.SequenceEqual(watch.Key)) return;
        Watch added = new(this, Slot.ToShard(Slot.Of(key), store.Shards.Length), turn.Database, key.ToArray(), turn.Peek(key).Exists);
        _watches.Add(added);
        store.WatchedKeys.Add(added);
    }

    public void Unwatch()
    {
        foreach (Watch watch in _watches) store.WatchedKeys.Remove(watch);
        _watches.Clear();
        _touched = false;
    }

    /// <summary>A watched key was changed. On any thread.</summary>
    public void Touch() => _touched = true;

    /// <summary>True when a watched key was changed, or its time has come since. The turn holds their shards.</summary>
    public bool IsTouched(KeyTurn turn)
    {
        if (_touched) return true;
        bool noTouch = turn.NoTouch;
        turn.NoTouch = true;
        bool expired = false;
        foreach (Watch watch in _watches) expired |= watch.Existed && !turn.Open(watch.Key, watch.Database).Exists;
        turn.NoTouch = noTouch;
        return expired;
    }

    /// <summary>Adds the key shards of everything that is queued and watched.</summary>
    public void FindShards(Session session, ShardSet shards)
    {
        foreach (Watch watch in _watches) shards.Add(watch.Shard);
        foreach (QueuedCommand queued in _queue)
        {
            if (queued.Command is TurnCommand turnCommand) turnCommand.FindShards(session, queued.Request, shards);
            else shards.AddKeysOf(queued.Command.Spec, queued.Request);
        }
    }
}
