namespace ActorKv.Core.DataTypes.Streams;

/// <summary>What becomes of the pending entries of groups when an entry is removed from the stream.</summary>
internal enum ReferencePolicy : byte
{
    /// <summary>They stay, and point nowhere: what Redis always did.</summary>
    Keep,

    /// <summary>They are removed too.</summary>
    Delete,

    /// <summary>An entry that a group has not read, or has not acknowledged, is not removed.</summary>
    Acknowledged,
}

internal enum TrimStrategy : byte { None, MaxLength, MinId }

/// <summary>How a stream is to be trimmed.</summary>
internal readonly record struct StreamTrim
{
    public TrimStrategy Strategy { get; init; }

    /// <summary>Entries that may stay.</summary>
    public long MaxLength { get; init; }

    /// <summary>Entries before it go.</summary>
    public StreamId MinId { get; init; }

    /// <summary>True: only whole nodes are removed.</summary>
    public bool Approximate { get; init; }

    /// <summary>Most entries to remove, 0 for any number. Nodes are not cut by it.</summary>
    public long Limit { get; init; }

    public ReferencePolicy Policy { get; init; }
}
