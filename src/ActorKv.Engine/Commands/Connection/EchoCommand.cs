// ECHO message
//
// Answers the message.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class EchoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("ECHO")
    {
        Group = CommandGroup.Connection, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Answers what it was given.",
        Syntax = "message",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Bulk(args.Next());
}
