// Pending entries in the order of their ids: those of a group, or those of one of its consumers.
//
//   _chunks   [ 1-0 1-1 … ] [ 7-0 … ] [ 9-3 … ]        up to 128 references each, sorted
//
// Two binary searches find an id; adding and removing move part of one chunk. New entries come at the end, where full chunks stay full: a
// pending entry costs 8 bytes here and 8 in the list of its consumer, beside the object that both share.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Streams;

internal sealed class PendingList(StreamMemory memory)
{
    private const int ChunkCapacity = 128, SmallestCapacity = 2;

    private Chunk[] _chunks = [];
    private int _chunkCount;

    private struct Chunk
    {
        public PendingEntry[] Entries;
        public int Count;
    }

    public int Count { get; private set; }

    /// <summary>Bytes of all arrays.</summary>
    public long ArrayMemory { get; private set; }

    /// <summary>The first entry of a list that has any.</summary>
    public PendingEntry First => _chunks[0].Entries[0];

    public PendingEntry Last => _chunks[_chunkCount - 1].Entries[_chunks[_chunkCount - 1].Count - 1];

    public PendingEntry? Find(StreamId id) => TryLocate(id, out int chunk, out int index) ? _chunks[chunk].Entries[index] : null;

    /// <summary>The entries from an id on.</summary>
    public PendingCursor From(StreamId id)
    {
        TryLocate(id, out int chunk, out int index);
        return new PendingCursor(this, chunk, index - 1);
    }

    /// <summary>Number of entries from an id on; no more than <paramref name="limit"/> are counted.</summary>
    public long CountFrom(StreamId id, long limit)
    {
        TryLocate(id, out int chunk, out int index);
        long count = -index;
        for (; chunk < _chunkCount && count < limit; chunk++) count += _chunks[chunk].Count;
        return Math.Min(count, limit);
    }

    /// <summary>Adds an entry. False when there is one with its id.</summary>
    public bool TryAdd(PendingEntry entry)
    {
        if (TryLocate(entry.Id, out int chunk, out int index)) return false;
        if (_chunkCount == 0) InsertChunk(0, SmallestCapacity);
        ref Chunk target = ref _chunks[chunk];
        if (target.Count == ChunkCapacity)
        {
            MakeRoom(ref chunk, ref index);
            target = ref _chunks[chunk];
        }
        if (target.Count == target.Entries.Length) Resize(ref target.Entries, Math.Min(ChunkCapacity, target.Count * 2));
        Array.Copy(target.Entries, index, target.Entries, index + 1, target.Count - index);
        target.Entries[index] = entry;
        target.Count++;
        Count++;
        return true;
    }

    /// <summary>Removes the entry with an id. False when there is none.</summary>
    public bool Remove(StreamId id)
    {
        if (!TryLocate(id, out int chunk, out int index)) return false;
        ref Chunk source = ref _chunks[chunk];
        source.Count--;
        Count--;
        Array.Copy(source.Entries, index + 1, source.Entries, index, source.Count - index);
        source.Entries[source.Count] = null!;
        if (source.Count == 0) RemoveChunk(chunk);
        else if (source.Count <= source.Entries.Length / 4) Resize(ref source.Entries, source.Entries.Length / 2);
        return true;
    }

    /// <summary>Takes the list's arrays off the stream's memory: it is about to be let go.</summary>
    public void Release() => memory.Bytes -= ArrayMemory;

    internal bool MoveNext(ref int chunk, ref int index, out PendingEntry? entry)
    {
        index++;
        if (chunk < _chunkCount && index >= _chunks[chunk].Count)
        {
            chunk++;
            index = 0;
        }
        entry = chunk < _chunkCount ? _chunks[chunk].Entries[index] : null;
        return entry is not null;
    }

    // Where the id is, or where an entry with it would be put: within a chunk, or right behind the last entry of one.
    private bool TryLocate(StreamId id, out int chunk, out int index)
    {
        int low = 0, high = _chunkCount;
        while (low < high)
        {
            int middle = low + high >> 1;
            if (_chunks[middle].Entries[0].Id <= id) low = middle + 1;
            else high = middle;
        }
        chunk = Math.Max(0, low - 1);
        index = 0;
        if (_chunkCount == 0) return false;
        ref Chunk found = ref _chunks[chunk];
        int end = found.Count;
        while (index < end)
        {
            int middle = index + end >> 1;
            if (found.Entries[middle].Id < id) index = middle + 1;
            else end = middle;
        }
        return index < found.Count && found.Entries[index].Id == id;
    }

    // For an entry that belongs into a full chunk: at its end a new chunk begins, elsewhere it is cut in two.
    private void MakeRoom(ref int chunk, ref int index)
    {
        if (index == ChunkCapacity)
        {
            InsertChunk(++chunk, chunk == _chunkCount ? ChunkCapacity : SmallestCapacity);
            index = 0;
            return;
        }
        const int Half = ChunkCapacity / 2;
        InsertChunk(chunk + 1, ChunkCapacity);
        ref Chunk left = ref _chunks[chunk], right = ref _chunks[chunk + 1];
        Array.Copy(left.Entries, Half, right.Entries, 0, Half);
        Array.Clear(left.Entries, Half, Half);
        left.Count = right.Count = Half;
        if (index <= Half) return;
        chunk++;
        index -= Half;
    }

    private void InsertChunk(int at, int capacity)
    {
        if (_chunkCount == _chunks.Length)
        {
            Account(-ArraySize(_chunks));
            Array.Resize(ref _chunks, Math.Max(1, _chunkCount * 2));
            Account(ArraySize(_chunks));
        }
        Array.Copy(_chunks, at, _chunks, at + 1, _chunkCount - at);
        _chunks[at] = new Chunk { Entries = new PendingEntry[capacity] };
        Account(ObjectSize.Array(capacity * 8L));
        _chunkCount++;
    }

    private void RemoveChunk(int at)
    {
        Account(-ObjectSize.Array(_chunks[at].Entries.Length * 8L));
        _chunkCount--;
        Array.Copy(_chunks, at + 1, _chunks, at, _chunkCount - at);
        _chunks[_chunkCount] = default;
        if (_chunkCount > _chunks.Length / 4) return;
        Account(-ArraySize(_chunks));
        Array.Resize(ref _chunks, _chunkCount * 2);
        Account(ArraySize(_chunks));
    }

    private void Resize(ref PendingEntry[] entries, int capacity)
    {
        Account((capacity - entries.Length) * 8L);
        Array.Resize(ref entries, capacity);
    }

    private static long ArraySize(Chunk[] chunks) => chunks.Length == 0 ? 0 : ObjectSize.Array(chunks.Length * 16L);

    private void Account(long bytes)
    {
        ArrayMemory += bytes;
        memory.Bytes += bytes;
    }
}

/// <summary>Walks over pending entries. A change of the list invalidates it.</summary>
internal struct PendingCursor(PendingList list, int chunk, int index)
{
    private int _chunk = chunk, _index = index;
    private PendingEntry? _current;

    public readonly PendingEntry Current => _current!;

    public bool MoveNext() => list.MoveNext(ref _chunk, ref _index, out _current);
}
