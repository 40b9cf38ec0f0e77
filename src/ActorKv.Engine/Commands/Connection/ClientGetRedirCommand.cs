// CLIENT GETREDIR
//
// The connection that gets the invalidations meant for this one: 0 when it gets them itself, -1 when it does not track.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientGetRedirCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GETREDIR")
    {
        Group = CommandGroup.Connection, Since = "6.0.0", Complexity = "O(1)",
        Summary = "Returns where the connection's invalidations go.",
        Arity = 2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Integer(session.Tracking?.Redirect ?? -1);
}
