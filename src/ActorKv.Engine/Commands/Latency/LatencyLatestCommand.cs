// LATENCY LATEST
//
// For every class of events that has been slow: its name, the Unix time of the newest sample, that sample and the worst one, in milliseconds.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyLatestCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LATEST")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Tells the newest latency sample of every class of events.",
        Arity = 2, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        List<LatencyEvent> events = session.Store.Timing.Latencies.Events;
        session.Reply.Array(events.Count);
        foreach (LatencyEvent latency in events)
        {
            session.Reply.Array(4);
            session.Reply.Bulk(latency.Name);
            session.Reply.Integer(latency.Samples[^1].Time);
            session.Reply.Integer(latency.Samples[^1].Milliseconds);
            session.Reply.Integer(latency.Worst);
        }
    }
}
