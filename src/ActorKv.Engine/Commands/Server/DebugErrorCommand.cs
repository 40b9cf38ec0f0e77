// DEBUG ERROR message
//
// Replies the message as an error, for those who test clients.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugErrorCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("ERROR")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Replies an error.",
        Syntax = "message",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (DebugArguments.Are(1, in args, session.Reply)) session.Reply.Error(args.Next());
    }
}
