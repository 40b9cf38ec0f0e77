// UNWATCH
//
// Watches no key any more. Inside a transaction it is queued like any command, and by the time it runs nothing is watched.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Transactions;

internal sealed class UnwatchCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("UNWATCH")
    {
        Group = CommandGroup.Transactions, Since = "2.2.0", Complexity = "O(1)",
        Summary = "Ends the watching of all keys.",
        Arity = 1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Transaction?.Unwatch();
        session.Reply.Ok();
    }
}
