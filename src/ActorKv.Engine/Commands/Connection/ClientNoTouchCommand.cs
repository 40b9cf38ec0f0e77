// CLIENT NO-TOUCH <ON | OFF>
//
// While on, this connection's commands leave idle times and access counts of keys alone.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Connection.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientNoTouchCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("NO-TOUCH")
    {
        Group = CommandGroup.Connection, Since = "7.2.0", Complexity = "O(1)",
        Summary = "Keeps the connection's commands from counting as accesses.",
        Syntax = "<ON | OFF>",
        Arity = 3, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!Switch.TryRead(ref args, session, out bool on)) return;
        session.NoTouch = on;
        session.Reply.Ok();
    }
}
