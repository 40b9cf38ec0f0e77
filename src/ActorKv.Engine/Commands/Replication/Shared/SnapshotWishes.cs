// What a connection has said of itself by REPLCONF, before it asks for a snapshot.

namespace ActorKv.Engine.Commands.Replication.Shared;

internal sealed class SnapshotWishes
{
    /// <summary>It is a server that wants to follow this one, not a tool that wants a snapshot.</summary>
    public bool IsReplica { get; set; }

    /// <summary>It wants the keys.</summary>
    public bool Keys { get; set; } = true;

    /// <summary>It wants the functions.</summary>
    public bool Functions { get; set; } = true;
}
