using ActorKv.Core.DataTypes.Streams;

namespace ActorKv.Core.Commands.Streams.Shared;

/// <summary>What XDELEX and XACKDEL reply of an entry.</summary>
internal enum DeleteOutcome { Missing = -1, Deleted = 1, Needed = 2 }

internal static class EntryDeletion
{
    /// <summary>Deletes an entry as the policy allows. Under DELREF, what groups have pending of an entry that is gone is removed as well.</summary>
    /// <param name="changed">Set when the stream is not what it was.</param>
    public static DeleteOutcome Delete(EntryStream stream, StreamId id, ReferencePolicy policy, ref bool changed)
    {
        if (policy == ReferencePolicy.Delete) changed |= stream.RemoveReferences(id);
        if (policy == ReferencePolicy.Acknowledged && stream.IsReferenced(id) && stream.Contains(id)) return DeleteOutcome.Needed;
        if (!stream.Delete(id)) return DeleteOutcome.Missing;
        changed = true;
        return DeleteOutcome.Deleted;
    }
}
