// Entries leave a stream in two ways: XDEL marks one, anywhere, and trimming takes them from the front.
//
//   before          [ a b c d ] [ e f g h ] [ i j ]
//   XDEL f          [ a b c d ] [ e - g h ] [ i j ]            marked; the bytes stay
//   MAXLEN ~ 4                  [ e - g h ] [ i j ]            whole nodes only, and only if enough entries stay
//   MAXLEN 3                    [ - - - h ] [ i j ]            the node that holds the border is marked up to there
//
// A node whose last entry is marked by XDEL goes. One that trimming has marked to its end may stay, as in Redis, with no entries but
// deleted ones: it does no harm, and the next trimming drops it.

namespace ActorKv.Core.DataTypes.Streams;

internal sealed partial class EntryStream
{
    /// <summary>Deletes an entry. False when there is none with this id.</summary>
    public bool Delete(StreamId id)
    {
        if (!TryFind(id, out int node, out StreamNodeReader entry)) return false;
        if (_nodes[node].Count == 1) RemoveNode(node);
        else
        {
            _nodes[node].Delete(entry.Start);
            Length--;
        }
        if (id > MaxDeletedId) MaxDeletedId = id;
        if (id == FirstId) FindFirstId();
        return true;
    }

    /// <summary>Trims the stream and returns how many entries went.</summary>
    /// <param name="trim">How.</param>
    /// <param name="border">Where the trimming of whole nodes came to its end: entries before it were looked at, and none else. Null when
    /// all were.</param>
    public long Trim(in StreamTrim trim, out StreamId? border)
    {
        long before = Length;
        bool keep = trim.Policy == ReferencePolicy.Keep || Groups.Count == 0;
        int node = 0;
        while (node < NodeCount)
        {
            if (trim.Strategy == TrimStrategy.MaxLength && Length <= trim.MaxLength) break;
            int count = _nodes[node].Count;
            if (trim.Limit > 0 && before - Length + count > trim.Limit) break;
            bool whole = trim.Strategy == TrimStrategy.MaxLength ? Length - count >= trim.MaxLength : LastOf(node) < trim.MinId;
            if (!whole && trim.Approximate) break;
            if (!whole || !keep) DeleteWithin(node, in trim);
            if (whole && (keep || _nodes[node].Count == 0)) RemoveNode(node);
            else node++;
            if (!whole) break;
        }
        border = node < NodeCount ? _nodes[node].First : null;
        if (Length != before) FindFirstId();
        return before - Length;
    }

    /// <summary>True when a group has the entry pending, or has yet to read it.</summary>
    public bool IsReferenced(StreamId id)
    {
        for (int i = 0; i < Groups.Count; i++)
            if (id > Groups[i].LastId || Groups[i].Pending.Find(id) is not null) return true;
        return false;
    }

    /// <summary>Removes what groups have pending of an entry. True when there was any.</summary>
    public bool RemoveReferences(StreamId id)
    {
        bool any = false;
        for (int i = 0; i < Groups.Count; i++) any |= Groups[i].Acknowledge(id);
        return any;
    }

    private void DeleteWithin(int node, in StreamTrim trim)
    {
        StreamNodeReader entry = Read(node);
        while (entry.MoveNext())
        {
            if (trim.Strategy == TrimStrategy.MaxLength ? Length <= trim.MaxLength : entry.Id >= trim.MinId) return;
            if (entry.IsDeleted || (trim.Policy == ReferencePolicy.Acknowledged && IsReferenced(entry.Id))) continue;
            if (trim.Policy == ReferencePolicy.Delete) RemoveReferences(entry.Id);
            _nodes[node].Delete(entry.Start);
            Length--;
        }
    }

    private void RemoveNode(int node)
    {
        Length -= _nodes[node].Count;
        _nodeMemory -= _nodes[node].MemoryUsage;
        _nodes.RemoveAt(node);
    }

    private void FindFirstId()
    {
        FirstId = StreamId.Zero;
        for (int node = 0; node < NodeCount; node++)
        {
            if (_nodes[node].Count == 0) continue;
            FirstId = FirstOf(in _nodes[node]);
            return;
        }
    }

    // Of entries, deleted or not.
    private StreamId LastOf(int node)
    {
        StreamNodeReader entry = Read(node);
        entry.MoveToEnd();
        entry.MovePrevious();
        return entry.Id;
    }

    private void CutDeletedBehind(StreamId id)
    {
        while (NodeCount > 0 && LastOf(NodeCount - 1) > id)
        {
            int node = NodeCount - 1, entries = 0, elements = 0;
            StreamNodeReader entry = Read(node);
            entry.MoveToEnd();
            while (entry.MovePrevious() && entry.Id > id)
            {
                entries++;
                elements += entry.Elements;
            }
            if (entry.Id > id)
            {
                RemoveNode(node);
                continue;
            }
            _nodeMemory -= _nodes[node].MemoryUsage;
            _nodes[node].CutDeleted(entry.End, entries, elements);
            _nodeMemory += _nodes[node].MemoryUsage;
        }
    }
}
