// DEBUG LOG message
//
// Writes a line into the server's log.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugLogCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LOG")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Writes into the log.",
        Syntax = "message",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(1, in args, session.Reply)) return;
        session.Store.Log.LogWarning("DEBUG LOG: {Message}", SessionErrors.Text(args.Next()));
        session.Reply.Ok();
    }
}
