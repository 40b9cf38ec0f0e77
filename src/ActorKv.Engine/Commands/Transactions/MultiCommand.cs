// MULTI
//
// Opens a transaction: the commands that follow are queued until EXEC runs them in one turn.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Transactions;

internal sealed class MultiCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("MULTI")
    {
        Group = CommandGroup.Transactions, Since = "1.2.0", Complexity = "O(1)",
        Summary = "Opens a transaction: commands are queued until EXEC.",
        Arity = 1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy | CommandFlags.NotQueued,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.IsInTransaction) session.Reply.Error("ERR MULTI calls can not be nested"u8);
        else
        {
            session.OpenTransaction();
            session.Reply.Ok();
        }
    }
}
