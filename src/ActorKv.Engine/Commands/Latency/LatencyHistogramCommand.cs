// LATENCY HISTOGRAM [command [command ...]]
//
// For each command that was called: how many calls there were, and for powers of two of microseconds, those at which the number grows, how many
// took no longer. A container stands for its subcommands; unknown names give nothing. Calls are those that were timed, and of quick commands one
// in 32 stands for 32 (CallTiming).

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Latency;

internal sealed class LatencyHistogramCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HISTOGRAM")
    {
        Group = CommandGroup.Server, Since = "7.0.0", Complexity = "O(N) where N is the number of commands with latency information being retrieved.",
        Summary = "Tells how long the calls of commands took, as histograms.",
        Syntax = "[command [command ...]]",
        Arity = -2, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
        Tips = ["nondeterministic_output", "request_policy:all_nodes", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        Store store = session.Store;
        LoopCounters counted = store.Statistics.Counted();
        List<Command> found = [];
        if (args.AtEnd) found.AddRange(store.Statistics.Commands);
        while (!args.AtEnd) Find(store.Commands, args.Next(), found);
        found.RemoveAll(command => counted.Histogram(command.Number) is not { Total: > 0 });
        session.Reply.Map(found.Count);
        foreach (Command command in found)
        {
            session.Reply.Bulk(command.Spec.FullName);
            Write(session.Reply, counted.Histogram(command.Number)!);
        }
    }

    private static void Find(CommandTable table, ReadOnlySpan<byte> name, List<Command> found)
    {
        int bar = name.IndexOf((byte)'|');
        if (table.Find(bar < 0 ? name : name[..bar]) is not { } command) return;
        if (bar >= 0)
        {
            if (command.FindSubcommand(name[(bar + 1)..]) is { } subcommand) found.Add(subcommand);
            return;
        }
        found.Add(command);
        found.AddRange(command.Subcommands.Values);
    }

    private static void Write(RespWriter reply, LatencyHistogram histogram)
    {
        List<(long Microseconds, long Calls)> levels = histogram.Cumulative();
        reply.Map(2);
        reply.Bulk("calls"u8);
        reply.Integer(histogram.Total);
        reply.Bulk("histogram_usec"u8);
        reply.Map(levels.Count);
        foreach ((long microseconds, long calls) in levels)
        {
            reply.Integer(microseconds);
            reply.Integer(calls);
        }
    }
}
