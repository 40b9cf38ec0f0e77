// MEMORY MALLOC-STATS
//
// What the allocator says of itself. Ours is .NET's garbage collector: a line for each figure, a line for each generation.

using System.Globalization;
using System.Runtime;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class MemoryMallocStatsCommand : ISessionCommand
{
    private static readonly string[] s_generations = ["0", "1", "2", "large objects", "pinned objects"];

    public static CommandSpec Spec { get; } = new("MALLOC-STATS")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(1)",
        Summary = "Tells what the garbage collector says of itself.",
        Arity = 2,
        Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Verbatim("txt"u8, Encoding.UTF8.GetBytes(Describe(GC.GetGCMemoryInfo())));

    private static string Describe(GCMemoryInfo heap)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $".NET {Environment.Version}, {(GCSettings.IsServerGC ? "server" : "workstation")} collector, {GCSettings.LatencyMode}\n")
            .Append(CultureInfo.InvariantCulture, $"allocated since the start: {GC.GetTotalAllocatedBytes()}\n")
            .Append(CultureInfo.InvariantCulture, $"heap: {heap.HeapSizeBytes}, of which holes: {heap.FragmentedBytes}\n")
            .Append(CultureInfo.InvariantCulture, $"committed: {heap.TotalCommittedBytes}, available: {heap.TotalAvailableMemoryBytes}\n")
            .Append(CultureInfo.InvariantCulture, $"collections: {GC.CollectionCount(0)}, {GC.CollectionCount(1)}, {GC.CollectionCount(2)} of generations 0, 1, 2\n")
            .Append(CultureInfo.InvariantCulture, $"paused: {heap.PauseTimePercentage:F2}% of the time\n");
        for (int i = 0; i < Math.Min(heap.GenerationInfo.Length, s_generations.Length); i++)
        {
            GCGenerationInfo generation = heap.GenerationInfo[i];
            text.Append(CultureInfo.InvariantCulture, $"generation {s_generations[i]}: {generation.SizeAfterBytes}, of which holes: {generation.FragmentationAfterBytes}\n");
        }
        return text.ToString();
    }
}
