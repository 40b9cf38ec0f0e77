// LATENCY RESET [event [event ...]]
//
// Forgets the samples of some classes of events, or of all. Says how many classes had any.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyResetCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("RESET")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Forgets latency samples.",
        Syntax = "[event [event ...]]",
        Arity = -2, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        LatencyMonitor latencies = session.Store.Timing.Latencies;
        int count = args.AtEnd ? latencies.ResetAll() : 0;
        while (!args.AtEnd)
            if (latencies.Reset(Encoding.Latin1.GetString(args.Next()))) count++;
        session.Reply.Integer(count);
    }
}
