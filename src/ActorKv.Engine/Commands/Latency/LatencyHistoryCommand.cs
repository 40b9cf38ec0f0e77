// LATENCY HISTORY event
//
// The samples of a class of events, oldest first: Unix time and milliseconds. At most 160, one for each second that had any.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyHistoryCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HISTORY")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Lists the latency samples of a class of events.",
        Syntax = "event",
        Arity = 3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        LatencySample[] samples = session.Store.Timing.Latencies.Find(Encoding.Latin1.GetString(args.Next()))?.Samples ?? [];
        session.Reply.Array(samples.Length);
        foreach (LatencySample sample in samples)
        {
            session.Reply.Array(2);
            session.Reply.Integer(sample.Time);
            session.Reply.Integer(sample.Milliseconds);
        }
    }
}
