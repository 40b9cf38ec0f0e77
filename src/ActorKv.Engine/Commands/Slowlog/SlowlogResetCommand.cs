// SLOWLOG RESET
//
// Forgets the slow calls. Numbers go on where they were.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Slowlog;

internal sealed class SlowlogResetCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("RESET")
    {
        Group = CommandGroup.Server, Since = "2.2.12", Complexity = "O(N) where N is the number of entries in the slowlog",
        Summary = "Forgets the slow calls.",
        Arity = 2, Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Store.Timing.SlowLog.Clear();
        session.Reply.Ok();
    }
}
