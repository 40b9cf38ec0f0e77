// When the fields of one hash expire. Most hashes have no such table; those that have one pay for the fields that expire, and for no others.
//
//   table   field -> deadline, place in the heap          _heap   numbers of table entries, a binary heap: the earliest deadline at the root
//
// So the earliest deadline is at hand, which is what lookups and the sweep ask, and removing what is due costs a logarithm a field,
// however many fields stay.

using ActorKv.Core.Keys;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Hashes;

internal struct DeadlineEntry : ITableEntry
{
    /// <summary>Null in a free entry.</summary>
    public byte[]? Field;

    /// <summary>Unix milliseconds.</summary>
    public long Deadline;

    /// <summary>Where the heap has this entry.</summary>
    public int Place;

    public uint Hash { get; init; }

    public int Next { get; set; }

    public readonly bool IsFree => Field is null;

    public readonly bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(Field);
}

internal sealed class FieldDeadlines : PagedTable<DeadlineEntry>
{
    private int[] _heap = new int[4];
    private long _fieldMemory;

    /// <summary>The earliest deadline, or -1 when there is none.</summary>
    public long Earliest => Count == 0 ? -1 : this[_heap[0]].Deadline;

    /// <summary>Bytes of the table, the heap and the fields' names.</summary>
    public long MemoryUsage => ObjectSize.Of(56) + TableMemory + ObjectSize.Array(4L * _heap.Length) + _fieldMemory;

    /// <summary>A field's deadline, or -1.</summary>
    public long Of(ReadOnlySpan<byte> field)
    {
        if (Count == 0) return -1;
        int index = Find(field, KeyHash.Compute(field));
        return index < 0 ? -1 : this[index].Deadline;
    }

    public void Set(ReadOnlySpan<byte> field, long deadline)
    {
        uint hash = KeyHash.Compute(field);
        int index = Find(field, hash);
        if (index < 0)
        {
            if (Count == _heap.Length) Array.Resize(ref _heap, _heap.Length * 2);
            int place = Count;
            index = Insert(new DeadlineEntry { Field = field.ToArray(), Hash = hash });
            _fieldMemory += ObjectSize.Array(field.Length);
            Put(place, index);
        }
        this[index].Deadline = deadline;
        Settle(this[index].Place);
    }

    /// <summary>Forgets a field's deadline. True when it had one.</summary>
    public bool Remove(ReadOnlySpan<byte> field)
    {
        if (Count == 0) return false;
        int index = Find(field, KeyHash.Compute(field));
        if (index < 0) return false;
        Remove(index);
        return true;
    }

    public override void Remove(int index)
    {
        int place = this[index].Place;
        _fieldMemory -= ObjectSize.Array(this[index].Field!.Length);
        base.Remove(index);
        if (place < Count)
        {
            Put(place, _heap[Count]);
            Settle(place);
        }
        if (_heap.Length > 4 && Count < _heap.Length / 4) Array.Resize(ref _heap, _heap.Length / 2);
        Compact();
    }

    /// <summary>Takes out the field whose time came first, if its time has come.</summary>
    public bool TryTakeDue(long now, out byte[] field)
    {
        field = [];
        if (Count == 0 || this[_heap[0]].Deadline >= now) return false;
        field = this[_heap[0]].Field!;
        Remove(_heap[0]);
        return true;
    }

    /// <summary>The entries' numbers, the earliest deadline first.</summary>
    public int[] Ordered()
    {
        int[] ordered = _heap.AsSpan(0, Count).ToArray();
        Array.Sort(ordered, (left, right) => this[left].Deadline.CompareTo(this[right].Deadline));
        return ordered;
    }

    public FieldDeadlines Copy()
    {
        FieldDeadlines copy = new();
        foreach (int index in this) copy.Set(this[index].Field, this[index].Deadline);
        return copy;
    }

    protected override void OnMoved(int from, int to) => _heap[this[to].Place] = to;

    private void Put(int place, int index)
    {
        _heap[place] = index;
        this[index].Place = place;
    }

    // Moves the entry at a place up or down until it is nowhere before its parent nor behind a child.
    private void Settle(int place)
    {
        int index = _heap[place];
        long deadline = this[index].Deadline;
        while (place > 0 && this[_heap[(place - 1) / 2]].Deadline > deadline)
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        while (true)
        {
            int child = 2 * place + 1;
            if (child >= Count) break;
            if (child + 1 < Count && this[_heap[child + 1]].Deadline < this[_heap[child]].Deadline) child++;
            if (this[_heap[child]].Deadline >= deadline) break;
            Put(place, _heap[child]);
            place = child;
        }
        Put(place, index);
    }
}
