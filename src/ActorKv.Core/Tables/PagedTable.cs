// A chained hash table built for small memory and no garbage: the keys of a database, the fields of a large hash, the members of a large set.
//
//   buckets (power of two)      entries, in pages of 256                  what an entry refers to is its own affair
//   +----+                      +------------------------------+
//   |  7 | -------------------> | Hash  Next  …                |
//   |  0 |                      |          |                   |
//   |  . |                      | Hash  Next  …                |
//   +----+                      +------------------------------+
//
// Pages make growth cheap (no copy of the entries, no doubled memory) and entry numbers stable: other tables may refer to them. The first page
// begins small and doubles, so a table of a few entries is small too. Buckets double when there are more entries than buckets, and
// halve in Compact, which changes entry numbers.
//
// Chains by bucket and power-of-two sizes are what makes SCAN's guarantee possible (see Scan).

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Tables;

/// <summary>An entry of a <see cref="PagedTable{TEntry}"/>. The default of the struct is a free entry.</summary>
internal interface ITableEntry
{
    uint Hash { get; }

    /// <summary>1 + number of the next entry in the chain, or in the free list; 0 at the end. The table's own.</summary>
    int Next { get; set; }

    bool IsFree { get; }

    /// <summary>True when the entry, one in use, is that of <paramref name="name"/>.</summary>
    bool Is(ReadOnlySpan<byte> name);
}

internal class PagedTable<TEntry> where TEntry : struct, ITableEntry
{
    private const int PageBits = 8, PageSize = 1 << PageBits, SmallestPage = 4, RandomTries = 64;

    private int[] _buckets = new int[4];
    private TEntry[][] _pages = [];
    private int _capacity;         // entries in all pages
    private int _used;             // entries ever handed out
    private int _free;             // 1 + first of the free list

    /// <summary>Number of entries in use.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers of all entries are below it.</summary>
    public int EntryLimit => _used;

    /// <summary>Size of the bucket table, for DEBUG and tests.</summary>
    public int BucketCount => _buckets.Length;

    /// <summary>Bytes of buckets and pages, without what the entries refer to.</summary>
    public long TableMemory => ObjectSize.Array(4L * _buckets.Length) + (long)Unsafe.SizeOf<TEntry>() * _capacity + 32L * _pages.Length;

    public ref TEntry this[int index] => ref _pages[index >> PageBits][index & (PageSize - 1)];

    /// <summary>Number of the entry of <paramref name="name"/>, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name, uint hash)
    {
        int index = _buckets[hash & (uint)(_buckets.Length - 1)] - 1;
        while (index >= 0)
        {
            ref TEntry entry = ref this[index];
            if (entry.Hash == hash && entry.Is(name)) return index;
            index = entry.Next - 1;
        }
        return -1;
    }

    /// <summary>Puts a new entry in for a name that is not there, and returns its number.</summary>
    public int Insert(in TEntry inserted)
    {
        if (Count >= _buckets.Length) Rebucket(_buckets.Length * 2);
        int index;
        if (_free > 0)
        {
            index = _free - 1;
            _free = this[index].Next;
        }
        else
        {
            index = _used++;
            if (index == _capacity) Grow();
        }
        ref TEntry entry = ref this[index];
        entry = inserted;
        ref int bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        entry.Next = bucket;
        bucket = index + 1;
        Count++;
        return index;
    }

    /// <summary>Removes an entry.</summary>
    public virtual void Remove(int index)
    {
        ref TEntry entry = ref this[index];
        ref int bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        if (bucket == index + 1) bucket = entry.Next;
        else
        {
            int before = bucket - 1;
            while (this[before].Next != index + 1) before = this[before].Next - 1;
            this[before].Next = entry.Next;
        }
        entry = default;
        entry.Next = _free;
        _free = index + 1;
        Count--;
    }

    /// <summary>Visits the entries of one bucket and returns the cursor of the next, 0 after the last.</summary>
    /// <remarks>
    /// The cursor counts through the buckets with its bits reversed (the algorithm of Redis' dictScan, by Pieter Noordhuis): when the table
    /// doubles, bucket b splits into b and b + size, and both come after what was visited as b before. So an entry that is there from the
    /// beginning to the end of a scan is visited at least once, however the table grew or shrank in between; it may be visited twice.
    /// </remarks>
    public uint Scan(uint cursor, List<int> visited)
    {
        uint mask = (uint)_buckets.Length - 1;
        for (int index = _buckets[cursor & mask] - 1; index >= 0; index = this[index].Next - 1) visited.Add(index);
        cursor |= ~mask;
        return Reverse(Reverse(cursor) + 1);
    }

    /// <summary>A random entry, each as likely as any other; -1 when there are none.</summary>
    /// <remarks>Draws numbers until one is in use. In a table that has emptied and was not compacted yet it gives that up after some tries, and
    /// walks to the entry that it has drawn from those in use.</remarks>
    public int RandomEntry(TurnRandom random)
    {
        if (Count == 0) return -1;
        for (int tries = 0; tries < RandomTries; tries++)
        {
            int index = random.Next(_used);
            if (!this[index].IsFree) return index;
        }
        EntryEnumerator entries = GetEnumerator();
        for (int skip = random.Next(Count); skip >= 0; skip--) entries.MoveNext();
        return entries.Current;
    }

    /// <summary>Numbers of the entries in use, in no order. The table must not change meanwhile.</summary>
    public EntryEnumerator GetEnumerator() => new(this);

    /// <summary>Forgets everything.</summary>
    public virtual void Clear()
    {
        _buckets = new int[4];
        _pages = [];
        _capacity = _used = _free = 0;
        Count = 0;
    }

    /// <summary>Gives memory back after many removals. True when it did: then entry numbers have changed (<see cref="OnMoved"/>).</summary>
    public virtual bool Compact()
    {
        if (_used <= PageSize || Count > _used / 4) return false;
        TEntry[][] pages = _pages;
        int used = _used;
        _buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, Count))];
        _pages = [];
        _capacity = _used = _free = 0;
        Count = 0;
        for (int i = 0; i < used; i++)
        {
            ref TEntry entry = ref pages[i >> PageBits][i & (PageSize - 1)];
            if (!entry.IsFree) OnMoved(i, Insert(in entry));
        }
        return true;
    }

    /// <summary>An entry in use got another number.</summary>
    protected virtual void OnMoved(int from, int to) { }

    private void Grow()
    {
        if (_capacity is > 0 and < PageSize)
        {
            _capacity *= 2;
            Array.Resize(ref _pages[0], _capacity);
            return;
        }
        int pages = _capacity >> PageBits;
        if (pages == _pages.Length) Array.Resize(ref _pages, Math.Max(1, pages * 2));
        _pages[pages] = new TEntry[pages == 0 ? SmallestPage : PageSize];
        _capacity += _pages[pages].Length;
    }

    private void Rebucket(int size)
    {
        int[] buckets = new int[size];
        uint mask = (uint)size - 1;
        for (int i = 0; i < _used; i++)
        {
            ref TEntry entry = ref this[i];
            if (entry.IsFree) continue;
            ref int bucket = ref buckets[entry.Hash & mask];
            entry.Next = bucket;
            bucket = i + 1;
        }
        _buckets = buckets;
    }

    private static uint Reverse(uint value)
    {
        value = (value >> 1 & 0x5555_5555) | (value & 0x5555_5555) << 1;
        value = (value >> 2 & 0x3333_3333) | (value & 0x3333_3333) << 2;
        value = (value >> 4 & 0x0F0F_0F0F) | (value & 0x0F0F_0F0F) << 4;
        return BinaryPrimitives.ReverseEndianness(value);
    }

    internal struct EntryEnumerator(PagedTable<TEntry> table)
    {
        private int _index = -1;

        public readonly int Current => _index;

        public bool MoveNext()
        {
            while (++_index < table._used)
                if (!table[_index].IsFree) return true;
            return false;
        }
    }
}
