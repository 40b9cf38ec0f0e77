// WATCH key [key ...]
//
// Notes, inside the keys' shards, whether they are there; every turn that changes one of them afterwards marks this session's transaction, and its
// EXEC answers nil. A key whose time comes counts as changed; a key whose time had come at WATCH is a missing one.

using ActorKv.Core.Commands;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Transactions;

internal sealed class WatchCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("WATCH")
    {
        Group = CommandGroup.Transactions, Since = "2.2.0", Complexity = "O(1) for every key.",
        Summary = "Makes the next EXEC depend on keys staying as they are.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy | CommandFlags.NotQueued,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Inspect)],
    };

    // Inside MULTI it is only refused: that waits for no key shard, which may be another node's.
    public static void FindShards(Session session, Request request, ShardSet shards)
    {
        if (!session.IsInTransaction) shards.AddKeysOf(Spec, request);
    }

    public static TurnOutcome Execute(ref ArgReader args, Session session)
    {
        if (session.IsInTransaction)
        {
            session.Reply.Error("ERR WATCH inside MULTI is not allowed"u8);
            return TurnOutcome.Done;
        }
        Transaction transaction = session.Transaction ??= new Transaction(session.Store);
        while (!args.AtEnd) transaction.Watch(session.Turn, args.Next());
        session.Reply.Ok();
        return TurnOutcome.Done;
    }
}
