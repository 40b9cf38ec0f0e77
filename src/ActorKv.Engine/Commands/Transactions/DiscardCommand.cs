// DISCARD
//
// Closes the transaction, runs nothing of it, and watches no key any more.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Transactions;

internal sealed class DiscardCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DISCARD")
    {
        Group = CommandGroup.Transactions, Since = "2.0.0", Complexity = "O(N), when N is the number of queued commands",
        Summary = "Closes the transaction and forgets what was queued.",
        Arity = 1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy | CommandFlags.NotQueued,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!session.IsInTransaction) session.Reply.Error("ERR DISCARD without MULTI"u8);
        else
        {
            session.CloseTransaction();
            session.Reply.Ok();
        }
    }
}
