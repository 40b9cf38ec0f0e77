// LATENCY GRAPH event
//
// The samples of a class of events as a picture: see LatencyGraph.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyGraphCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GRAPH")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Draws the latency samples of a class of events.",
        Syntax = "event",
        Arity = 3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (session.Store.Timing.Latencies.Find(Encoding.Latin1.GetString(name)) is not { } latency)
        {
            session.Error($"ERR No samples available for event '{SessionErrors.Text(name)}'");
            return;
        }
        session.Reply.Verbatim("txt"u8, Encoding.Latin1.GetBytes(LatencyGraph.Draw(latency, session.Now / 1000)));
    }
}
