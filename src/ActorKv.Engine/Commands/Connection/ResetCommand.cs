// RESET
//
// Makes the connection what it was when it was new: RESP2, database 0, no name, replies on, authenticated only if no password is asked for.
// For pools that hand a connection from one user to the next. The library's name and version stay: the library has not changed.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ResetCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("RESET")
    {
        Group = CommandGroup.Connection, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Makes the connection as good as new.",
        Arity = 1, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.NoAuth | CommandFlags.AllowBusy | CommandFlags.NotQueued,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Reset();
        session.Reply.SimpleString("RESET"u8);
    }
}
