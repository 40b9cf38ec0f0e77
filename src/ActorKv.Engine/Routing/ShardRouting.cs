// Where the commands of one session run whose key shards are elsewhere: see IShardRouter.
//
//   no keys, about the session or the server   here
//   keys of one slot                           in its key shard
//   keys of several slots                      refused, CROSSSLOT, as a Redis Cluster does: a turn holds one key shard, which others cannot enter; or
//                                              split (MGET, DEL …), where the router does that
//   MULTI … EXEC                               queued here, with each command's slot looked at; then all of it in its key shard, as one turn
//   WATCH                                      in its key shard, which remembers it for this session until EXEC, DISCARD or UNWATCH
//   DBSIZE, KEYS, FLUSHALL, SCAN …             in every key shard, one after or beside the other: no moment at which all of it happened
//   SCRIPT LOAD …                              on every node, where the router knows more than one
//
// A script without keys runs in key shard 0; one that reaches for keys it did not declare is refused there (Session.OnlyShard).

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Commands.Cluster;
using ActorKv.Engine.Commands.Cluster.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Routing;

internal sealed class ShardRouting(Session session, IShardRouter router)
{
    private const int NoSlot = -1;
    private const int SeveralSlots = -2;
    private const int AnySlot = -3;

    private readonly List<int> _positions = [];
    private readonly int _shards = session.Store.Shards.Length;
    private readonly int? _ownOnlyShard = session.OnlyShard;
    private int _watchedSlot = NoSlot;
    private bool _ranHere;         // the last command, in a key shard of this node

    /// <summary>True when the command is answered, or will be; false when it goes on here: it runs, or is queued.</summary>
    public bool Takes(Command command, Request request)
    {
        int key = command.SingleKey;
        if (key > 0 && command is KeyCommand && !session.IsInTransaction)
        {
            // Arity was checked, and a single key is never optional.
            return !(_ranHere = !router.Forward(ShardOf(Slot.Of(request[key])), command, request, KindOf(command)));
        }
        _ranHere = false;
        session.OnlyShard = _ownOnlyShard;
        if (router.Refusal(command.Spec) is { } refusal) return session.Refuse(refusal, command);
        if (session.IsInTransaction && !command.Spec.Has(CommandFlags.NotQueued)) return RefusesToQueue(command, request);
        if (ChangesAllNodes(command)) return false;
        if (command is SessionCommand) return EndsWatching(command.Spec) || router.ForwardToNodes(command, request);
        return command.Spec.Name switch
        {
            "EXEC" => Exec(),
            "WATCH" when !session.IsInTransaction => Watch(command, request),
            "WATCH" => false,
            _ => Send(command, request),
        };
    }

    /// <inheritdoc cref="IShardRouter.IsFull"/>
    public bool IsHeldUp => router.IsFull;

    /// <summary>True when the reply of the last command may be given: it was not of a key shard, or that is still this node's.</summary>
    public bool MayAnswer => !_ranHere || router.MayAnswer;

    /// <inheritdoc cref="IShardRouter.TakeAnswers"/>
    public void TakeAnswers() => router.TakeAnswers();

    /// <summary>The session is over: nothing is to be kept for it.</summary>
    public void Close()
    {
        EndWatch();
        router.Close();
    }

    private void EndWatch()
    {
        if (_watchedSlot >= 0) router.Forget(ShardOf(_watchedSlot));
        _watchedSlot = NoSlot;
    }

    private bool Send(Command command, Request request)
    {
        int slot = SlotOf(command, request);
        if (slot == SeveralSlots) return Split(command, request);
        if (slot != AnySlot) return router.Forward(ShardOf(slot), command, request, KindOf(command)) || RunsIn(ShardOf(slot));
        if (!command.Spec.Has(CommandFlags.AllKeyShards)) return session.Refuse(RoutingErrors.KeysByPattern(command.Spec), command);
        if (ReplyMerge.For(command.Spec, request, _shards, session.RespVersion) is not { } merge) return session.Refuse(RoutingErrors.EveryShard(command.Spec), command);
        router.ForwardToAll(request, merge);
        return true;
    }

    // A key without its value (MSET a 1 b) is no part of anything.
    private bool Split(Command command, Request request)
    {
        if (!MaySplit(command.Spec)) return session.Refuse(RoutingErrors.CrossSlot, command);
        KeyRange keys = command.Spec.Keys[0].Range!.Value;
        if ((request.Count - _positions[0]) % keys.Step != 0) return session.Refuse(Errors.WrongArity(command.Spec.FullName), command);
        return router.ForwardSplit(command, request, _positions) || session.Refuse(RoutingErrors.CrossSlot, command);
    }

    private bool Watch(Command command, Request request)
    {
        int slot = SlotOf(command, request);
        if (slot == SeveralSlots || (_watchedSlot >= 0 && slot != _watchedSlot)) return session.Refuse(RoutingErrors.CrossSlot, command);
        _watchedSlot = slot;
        return router.Forward(ShardOf(slot), command, request, ForwardKind.Keeps) || RunsIn(ShardOf(slot));
    }

    // One that is broken or whose watched key has changed answers here, and so does one without keys: it needs no key shard.
    private bool Exec()
    {
        if (!session.IsInTransaction) return false;
        Transaction transaction = session.Transaction!;
        int slot = transaction.IsBroken || transaction.HasTouchedWatch ? NoSlot : SlotOf(transaction);
        if (slot == NoSlot)
        {
            EndWatch();
            return false;
        }
        if (slot == SeveralSlots)
        {
            session.CloseTransaction();
            EndWatch();
            session.Error(RoutingErrors.CrossSlot);
            return true;
        }
        bool forwarded = router.ForwardTransaction(ShardOf(slot), transaction.Queue, _watchedSlot >= 0);
        _watchedSlot = NoSlot;
        if (!forwarded) return RunsIn(ShardOf(slot));
        session.CloseTransaction();
        return true;
    }

    // DISCARD without MULTI is only refused.
    private bool EndsWatching(CommandSpec spec)
    {
        if (spec.Name is "UNWATCH" or "RESET" or "QUIT" || (spec.Name == "DISCARD" && session.IsInTransaction)) EndWatch();
        return false;
    }

    // What is queued runs elsewhere, in a session that ends with it: it may not change this one.
    private bool RefusesToQueue(Command command, Request request)
    {
        if (ChangesAllNodes(command)) return session.Refuse(RoutingErrors.ChangesAllNodes(command.Spec), command);
        if (command is SessionCommand)
        {
            bool changesSession = command.Spec.Group == CommandGroup.Connection && command.Spec.Name is not ("PING" or "ECHO");
            return (changesSession || command.AllowedToSubscribers && command.Spec.Group == CommandGroup.PubSub)
                && session.Refuse(RoutingErrors.ChangesSession(command.Spec), command);
        }
        return SlotOf(command, request) switch
        {
            SeveralSlots => session.Refuse(RoutingErrors.CrossSlot, command),
            AnySlot => session.Refuse(RoutingErrors.EveryShard(command.Spec), command),
            _ => false,
        };
    }

    private bool ChangesAllNodes(Command command) => command is TurnCommand { Share: not null } && session.Store.Shared is not null;

    private int SlotOf(Transaction transaction)
    {
        int slot = _watchedSlot;
        bool hasScript = false;
        foreach (QueuedCommand queued in transaction.Queue)
        {
            if (queued.Command is SessionCommand) continue;
            hasScript |= queued.Command is TurnCommand;
            int next = SlotOf(queued.Command, queued.Request);
            if (next == NoSlot) continue;
            if (slot != NoSlot && next != slot) return SeveralSlots;
            slot = next;
        }
        // Scripts run in a key shard even when they have no keys.
        return slot == NoSlot && hasScript ? 0 : slot;
    }

    private int SlotOf(Command command, Request request)
    {
        if (command.Spec.Container == ClusterCommand.Spec) return Math.Max(NoSlot, SlotArgument.Read(request));
        if (command.Spec.Has(CommandFlags.AllKeyShards) || KeyRouting.MayHaveAnyKey(command.Spec, request)) return AnySlot;
        _positions.Clear();
        KeyRouting.TryFindKeys(command.Spec, request, _positions);
        int slot = NoSlot;
        foreach (int position in _positions)
        {
            int next = Slot.Of(request[position]);
            if (slot >= 0 && next != slot) return SeveralSlots;
            slot = next;
        }
        return slot;
    }

    // It runs here, in that key shard and no other: scripts and transactions may reach for more than they said.
    private bool RunsIn(int shard)
    {
        session.OnlyShard = shard;
        _ranHere = true;
        return false;
    }

    private static bool MaySplit(CommandSpec spec) => spec.Tips.Contains("request_policy:multi_shard") && !spec.Tips.Contains("response_policy:agg_min");

    private int ShardOf(int slot) => slot < 0 ? 0 : Slot.ToShard(slot, _shards);

    private static ForwardKind KindOf(Command command) => command.Spec.Has(CommandFlags.Blocking) ? ForwardKind.Waits : ForwardKind.Plain;
}
