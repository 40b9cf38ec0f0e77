// When an entry no longer fits a node: `stream-node-max-bytes` and `stream-node-max-entries`, read as Redis reads them, so that nodes end at
// the same entries and `XTRIM ~` drops the same nodes. Deleted entries count, and bytes are those of fields and values as they were sent.

namespace ActorKv.Core.DataTypes.Streams;

internal readonly struct StreamNodeLimit(int bytes, int entries)
{
    /// <summary>Most bytes of an entry's fields and values, and of a node that has no other limit (STREAM_LISTPACK_MAX_SIZE).</summary>
    public const int MaxBytes = 1 << 30;

    private readonly int _bytes = bytes is 0 or > MaxBytes ? MaxBytes : bytes;

    public bool Admits(in StreamNode node, long textLength) =>
        node.FramedLength + textLength < _bytes && (entries == 0 || node.Count + node.Deleted < entries);
}
