// A Redis stream: entries in the order of their ids, appended at the end, trimmed from the front, and the consumer groups that read them.
//
//   nodes     [ 1-0 … 7-2 ] [ 8-0 … 8-99 ] [ 9-0 … ]          some KiB each, entries packed (StreamNode.cs)
//   groups    name -> last id delivered, pending entries, consumers (StreamGroup.cs)
//
// An id is found by binary search over the nodes and a walk within one. Nodes end where Redis ends them, so `~` trims what it trims there.
// A stream may be empty and is kept: its last id and its groups mean something.
//
// Invariant: ids ascend, within nodes and from node to node, deleted entries included, and none is greater than LastId. XSETID is the one
// way to lower LastId; it then drops deleted entries that are left behind it (SetLastId).
//
// Trimming and deleting are in EntryStream.Removing.cs, what entries-read and lag say in EntryStream.Counting.cs, positions in
// StreamCursor.cs, reading from RDB in StreamRdb.cs.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

internal sealed partial class EntryStream : KeyedValue
{
    private const int LargestGuess = 8192;

    private readonly StreamMemory _memory = new();
    private StreamNodeRing _nodes = new();
    private long _nodeMemory;

    public EntryStream() => Groups = new NameTable<StreamGroup>(_memory);

    /// <summary>Number of entries.</summary>
    public long Length { get; private set; }

    /// <summary>The greatest id that was ever given out, or that XSETID has set.</summary>
    public StreamId LastId { get; private set; }

    /// <summary>The id of the first entry, 0-0 when there is none.</summary>
    public StreamId FirstId { get; private set; }

    /// <summary>The greatest id among entries that XDEL deleted, 0-0 when there is none.</summary>
    public StreamId MaxDeletedId { get; set; }

    /// <summary>Number of entries ever added. XSETID may set it so high that it becomes negative, as it shows in Redis.</summary>
    public long EntriesAdded { get; set; }

    public NameTable<StreamGroup> Groups { get; }

    public override DataType Type => DataType.Stream;

    public override ReadOnlySpan<byte> Encoding => "stream"u8;

    public override long MemoryUsage => ObjectSize.Of(128) + ObjectSize.Of(8) + StorageMemory + _nodes.MemoryUsage + _nodeMemory + _memory.Bytes;

    /// <summary>Number of nodes.</summary>
    public int NodeCount => _nodes.Count;

    /// <summary>Makes a group; its memory is this stream's. False when there is one of that name.</summary>
    public bool TryAddGroup(ReadOnlySpan<byte> name, StreamId lastId, long entriesRead)
    {
        if (Groups.Find(name) is not null) return false;
        Groups.Add(new StreamGroup(name.ToArray(), _memory) { LastId = lastId, EntriesRead = entriesRead });
        return true;
    }

    /// <summary>Appends an entry. Its id is greater than <see cref="LastId"/>.</summary>
    public void Append(StreamId id, StreamFields fields, StreamNodeLimit limit)
    {
        if (NodeCount == 0 || !limit.Admits(in _nodes[NodeCount - 1], fields.TextLength)) BeginNode(id, fields);
        ref StreamNode last = ref _nodes[NodeCount - 1];
        _nodeMemory -= last.MemoryUsage;
        last.Append(id, fields);
        _nodeMemory += last.MemoryUsage;
        LastId = id;
        if (Length++ == 0) FirstId = id;
        EntriesAdded++;
    }

    /// <summary>Appends a node that was read from outside and checked, to a stream whose last id is not set yet.</summary>
    public void Append(in StreamNode node)
    {
        _nodes.Add(in node);
        _nodeMemory += node.MemoryUsage;
        if (Length == 0 && node.Count > 0) FirstId = FirstOf(in node);
        Length += node.Count;
    }

    /// <summary>Sets the last id, which is not less than that of the last entry.</summary>
    public void SetLastId(StreamId id)
    {
        if (id < LastId || LastId == StreamId.Zero) CutDeletedBehind(id);
        LastId = id;
    }

    /// <summary>The id of the last entry, 0-0 when there is none. <see cref="LastId"/> may be greater.</summary>
    public StreamId LastEntryId()
    {
        StreamCursor last = new(this, StreamId.Zero, StreamId.Max, reverse: true);
        return last.MoveNext() ? last.Id : StreamId.Zero;
    }

    /// <summary>The greatest id in the nodes, of entries deleted or not. Only when there is a node.</summary>
    public StreamId LastInNodes() => LastOf(NodeCount - 1);

    /// <summary>True when the entry exists.</summary>
    public bool Contains(StreamId id) => TryFind(id, out _, out _);

    public override KeyedValue Copy()
    {
        EntryStream copy = new() { LastId = LastId, MaxDeletedId = MaxDeletedId, EntriesAdded = EntriesAdded };
        for (int i = 0; i < NodeCount; i++) copy.Append(_nodes[i].Copy());
        for (int i = 0; i < Groups.Count; i++) copy.Groups.Add(Groups[i].Copy(copy._memory));
        return copy;
    }

    public override void WriteRdb(RdbWriter writer) => StreamRdb.Write(writer, this);

    public override void AddDigest(ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[StreamId.MaxTextLength];
        StreamCursor at = new(this, StreamId.Zero, StreamId.Max, reverse: false);
        while (at.MoveNext())
        {
            digest.Mix(at.Id.Format(scratch, (byte)'.'));
            StreamFieldReader fields = at.Fields;
            while (fields.MoveNext())
            {
                digest.Mix(fields.Field.Text(scratch));
                digest.Mix(fields.Value.Text(scratch));
            }
        }
    }

    internal ref StreamNode Node(int index) => ref _nodes[index];

    internal StreamNodeReader Read(int node) => new(in _nodes[node], _nodes[node].Body);

    /// <summary>Index of the last node that begins at or before an id, or -1.</summary>
    internal int FindNode(StreamId id) => _nodes.Find(id);

    private static StreamId FirstOf(in StreamNode node)
    {
        StreamNodeReader reader = new(in node, node.Body);
        do reader.MoveNext();
        while (reader.IsDeleted);
        return reader.Id;
    }

    // The next node is likely to need about what the last one did: then it is allocated once.
    private void BeginNode(StreamId id, StreamFields fields)
    {
        int guess = 0;
        if (NodeCount > 0)
        {
            ref StreamNode full = ref _nodes[NodeCount - 1];
            guess = full.Length < LargestGuess ? full.Length + full.Length / 16 : 0;
            _nodeMemory -= full.MemoryUsage;
            full.Trim();
            _nodeMemory += full.MemoryUsage;
        }
        _nodes.Add(StreamNode.Begin(id, fields, guess));
        _nodeMemory += _nodes[NodeCount - 1].MemoryUsage;
    }

    private bool TryFind(StreamId id, out int node, out StreamNodeReader entry)
    {
        node = _nodes.Find(id);
        entry = default;
        if (node < 0) return false;
        entry = Read(node);
        while (entry.MoveNext())
            if (entry.Id >= id) return entry.Id == id && !entry.IsDeleted;
        return false;
    }
}
