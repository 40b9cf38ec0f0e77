// LATENCY DOCTOR
//
// What there is to say about slow events, in words, with what can be done: see LatencyReport.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyDoctorCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DOCTOR")
    {
        Group = CommandGroup.Server, Since = "2.8.13", Complexity = "O(1)",
        Summary = "Tells in words what was slow, and what may help.",
        Arity = 2, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session) =>
        session.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(LatencyReport.Write(session.Store.Timing.Latencies, session.Store.Options)));
}
