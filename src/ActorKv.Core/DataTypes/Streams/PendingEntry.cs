using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

/// <summary>An entry that a consumer was given and has not acknowledged. The group's list and the consumer's hold the same object.</summary>
internal sealed class PendingEntry(StreamId id)
{
    /// <summary>Bytes of the object.</summary>
    public static readonly long Size = ObjectSize.Of(40);

    public StreamId Id { get; } = id;

    /// <summary>Who has it.</summary>
    public StreamConsumer? Consumer { get; set; }

    /// <summary>When it was given out last, in Unix milliseconds.</summary>
    public long DeliveryTime { get; set; }

    /// <summary>How often it was given out.</summary>
    public long Deliveries { get; set; }
}
