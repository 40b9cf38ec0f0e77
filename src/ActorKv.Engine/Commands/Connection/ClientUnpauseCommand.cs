// CLIENT UNPAUSE
//
// Ends CLIENT PAUSE: everybody who waits goes on.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientUnpauseCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("UNPAUSE")
    {
        Group = CommandGroup.Connection, Since = "6.2.0", Complexity = "O(N) Where N is the number of paused clients",
        Summary = "Ends a pause.",
        Arity = 2, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Store.Pause.End();
        session.Reply.Ok();
    }
}
