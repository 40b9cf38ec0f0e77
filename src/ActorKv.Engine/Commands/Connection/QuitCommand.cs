// QUIT
//
// Answers OK and closes; what was pipelined behind it is not executed. Replies that still wait for the journal are sent before.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class QuitCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("QUIT")
    {
        Group = CommandGroup.Connection, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Closes the connection.",
        Arity = -1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.NoAuth | CommandFlags.AllowBusy | CommandFlags.NotQueued,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Reply.Ok();
        session.BeginClose();
    }
}
