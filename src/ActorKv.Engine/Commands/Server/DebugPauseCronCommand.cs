// DEBUG PAUSE-CRON 0 | 1
//
// Stops the heartbeat with all that it does, or lets it go on.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugPauseCronCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PAUSE-CRON")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Stops and starts the heartbeat.",
        Syntax = "<0 | 1>",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(1, in args, session.Reply)) return;
        session.Store.Heartbeat.IsPaused = Numbers.TryParseInt64(args.Next(), out long pause) && pause != 0;
        session.Reply.Ok();
    }
}
