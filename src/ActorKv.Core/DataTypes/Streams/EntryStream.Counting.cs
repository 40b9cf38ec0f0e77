// How many entries a group has read, and how many it has still to read ("lag"), without counting.
//
// Every entry has a number: it is the n-th that was ever added. A group's EntriesRead is the number of its last id, when it is known. Numbers
// are known at the two ends of the stream; between them only when no entry has been deleted there, which the one id MaxDeletedId tells:
//
//   added 10, length 6     [ 5-0 6-0 7-0 8-0 9-0 10-0 ]      10-0 is number 10, 5-0 is number 5; with 7-0 deleted, 6-0 would be 5 or 6
//
// The rules are Redis 7.0's, step by step, since its replies show them (XINFO GROUPS).

namespace ActorKv.Core.DataTypes.Streams;

internal sealed partial class EntryStream
{
    /// <summary>True when an entry at or behind <paramref name="from"/> may have been deleted.</summary>
    public bool HasDeletedFrom(StreamId from) =>
        Length > 0 && MaxDeletedId != StreamId.Zero && FirstId <= MaxDeletedId && from <= MaxDeletedId;

    /// <summary>The number of the entry with this id, or <see cref="StreamGroup.Unknown"/>.</summary>
    public long NumberOf(StreamId id)
    {
        if (EntriesAdded == 0) return 0;
        if (Length == 0 && id <= LastId) return EntriesAdded;
        if (id == LastId) return EntriesAdded;
        if (id > LastId) return StreamGroup.Unknown;
        if (MaxDeletedId != StreamId.Zero && MaxDeletedId >= FirstId) return StreamGroup.Unknown;
        if (id < FirstId) return EntriesAdded - Length;
        return id == FirstId ? EntriesAdded - Length + 1 : StreamGroup.Unknown;
    }

    /// <summary>Moves a group on to an entry that it has just read.</summary>
    public void Advance(StreamGroup group, StreamId id)
    {
        if (id <= group.LastId) return;
        if (group.EntriesRead != StreamGroup.Unknown && !HasDeletedFrom(id)) group.EntriesRead++;
        else if (EntriesAdded != 0) group.EntriesRead = NumberOf(id);
        group.LastId = id;
    }

    /// <summary>How many entries a group has still to read, or null.</summary>
    public long? LagOf(StreamGroup group)
    {
        if (EntriesAdded == 0) return 0;
        if (group.EntriesRead != StreamGroup.Unknown && !HasDeletedFrom(group.LastId)) return EntriesAdded - group.EntriesRead;
        long read = NumberOf(group.LastId);
        return read == StreamGroup.Unknown ? null : EntriesAdded - read;
    }
}
