namespace ActorKv.Core.DataTypes.Streams;

/// <summary>Bytes of everything about a stream's groups: one sum that groups, consumers and pending lists of the stream add to.</summary>
internal sealed class StreamMemory
{
    public long Bytes { get; set; }
}
