// EXEC
//
// Runs what was queued since MULTI, as one turn that holds the key shards of all of it: nobody sees a part, and all effects are one commit, in the
// journal whole or not at all. A command that fails inside replies its error in its place, and the others run.
//
// One with scripts runs in a thread of its own, because nobody knows how long it takes.

using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Transactions;

internal sealed class ExecCommand : ITurnCommand
{
    public static CommandSpec Spec { get; } = new("EXEC")
    {
        Group = CommandGroup.Transactions, Since = "1.2.0", Complexity = "Depends on commands in the transaction",
        Summary = "Runs the commands of the transaction, all in one turn.",
        Arity = 1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.SkipSlowlog | CommandFlags.NotQueued,
    };

    public static void FindShards(Session session, Request request, ShardSet shards)
    {
        if (session is { IsInTransaction: true, Transaction: { IsBroken: false, HasTouchedWatch: false } transaction }) transaction.FindShards(session, shards);
    }

    public static TurnOutcome Execute(ref ArgReader args, Session session)
    {
        if (!session.IsInTransaction) session.Reply.Error("ERR EXEC without MULTI"u8);
        else if (session.Transaction!.IsBroken)
        {
            session.CloseTransaction();
            session.Reply.Error("EXECABORT Transaction discarded because of previous errors."u8);
        }
        else if (session.Transaction.IsTouched(session.Turn))
        {
            session.CloseTransaction();
            session.Reply.NullArray();
        }
        else if (session.Transaction.MayTakeLong)
        {
            session.Parts.GoOnElsewhere(Run);
            return TurnOutcome.GoesOnElsewhere;
        }
        else return Run(session);
        return TurnOutcome.Done;
    }

    private static TurnOutcome Run(Session session)
    {
        TurnOutcome outcome = TurnOutcome.Done;
        try
        {
            long start = session.Reply.Position;
            session.Parts.StartClock();
            session.Reply.Array(session.Transaction!.Queue.Count);
            foreach (QueuedCommand queued in session.Transaction.Queue)
            {
                // The rules may have changed since it was queued, or the user: AUTH may be queued too.
                if (!session.User.IsUnrestricted && !session.Allows(queued.Command, queued.Request, AclLogContext.Multi, out AccessResult denied))
                {
                    session.Reply.Error(AccessErrors.RefusedByExec(denied));
                    continue;
                }
                outcome = session.Parts.Call(queued.Command, queued.Request, session.Reply);
                if (outcome == TurnOutcome.Done) continue;
                session.Reply.Truncate(start);
                break;
            }
        }
        finally
        {
            if (outcome == TurnOutcome.Done) session.CloseTransaction();
        }
        return outcome;
    }
}
