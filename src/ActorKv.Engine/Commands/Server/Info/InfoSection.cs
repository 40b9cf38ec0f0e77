// A section of INFO, and the list of all in the order in which they are shown, whatever the order in which they were asked for.

namespace ActorKv.Engine.Commands.Server.Info;

/// <summary>A section.</summary>
/// <param name="Title">Its title, and its name in INFO's arguments in any case.</param>
/// <param name="Write">Writes its lines. It may run while the store is loading, and beside turns: it reads counters, never keys.</param>
internal sealed record InfoSection(string Title, Action<InfoWriter, Store> Write)
{
    public static IReadOnlyList<InfoSection> All { get; } =
    [
        ServerSection.Section, ClientsSection.Section, MemorySection.Section, PersistenceSection.Section, StatsSection.Section,
        ReplicationSection.Section, CpuSection.Section, ModulesSection.Section, CommandStatsSection.Section, ErrorStatsSection.Section,
        LatencyStatsSection.Section, ClusterSection.Section, KeyspaceSection.Section,
    ];

    /// <summary>False for a section that is shown only when it is asked for, by name or by "all".</summary>
    public bool IsDefault { get; init; } = true;
}
