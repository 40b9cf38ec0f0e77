// SLOWLOG LEN
//
// The number of calls in the slow log.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Slowlog;

internal sealed class SlowlogLenCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LEN")
    {
        Group = CommandGroup.Server, Since = "2.2.12", Complexity = "O(1)",
        Summary = "Counts the slow calls that are kept.",
        Arity = 2, Flags = CommandFlags.Admin | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["request_policy:all_nodes", "response_policy:agg_sum", "nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Integer(session.Store.Timing.SlowLog.Count);
}
