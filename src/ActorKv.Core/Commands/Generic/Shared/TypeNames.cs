// The words for data types, in TYPE's replies and SCAN's TYPE option.

using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class TypeNames
{
    public static ReadOnlySpan<byte> Of(DataType type) => type switch
    {
        DataType.String => "string"u8,
        DataType.List => "list"u8,
        DataType.Set => "set"u8,
        DataType.SortedSet => "zset"u8,
        DataType.Hash => "hash"u8,
        DataType.Stream => "stream"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "A data type without a name."),
    };
}
