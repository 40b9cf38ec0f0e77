using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

/// <summary>A member of a consumer group: who it is, when it was seen last, and what it has not acknowledged.</summary>
internal sealed class StreamConsumer(byte[] name, StreamMemory memory) : INamed
{
    public byte[] Name { get; } = name;

    /// <summary>When it last read or claimed, in Unix milliseconds.</summary>
    public long SeenTime { get; set; }

    public PendingList Pending { get; } = new(memory);

    /// <summary>Bytes of the consumer without what is pending.</summary>
    public long MemoryUsage => ObjectSize.Of(24) + ObjectSize.Of(40) + ObjectSize.Array(Name.Length);
}
