// The keys of one database within one key shard: a chained hash table built for small memory and no garbage.
//
//   buckets (power of two)      entries, in pages of 256                     one object per key
//   +----+                      +-----------------------------------+
//   |  7 | -------------------> | Value  KeyLength Hash Next Meta   | ----> byte[]  k e y v a l u e        a short string
//   |  0 |                      |                        |          |
//   |  . |                      | Value  KeyLength Hash Next Meta   | ----> KeyedValue { Key, … }          everything else
//   +----+                      +-----------------------------------+
//
// An entry is 24 bytes. A short string costs one array that holds key and value together: 24 + key + value bytes, where two arrays
// and an object would cost 24 to 64 more. Overwriting a short string with one of the same length writes in place and allocates nothing.
// That is safe because a turn is alone inside its key shard and replies are copied out before it ends.
//
// Pages make growth cheap (no copy of the entries, no doubled memory) and entry numbers stable: the expiry table refers to them.
// Buckets double when there are more keys than buckets, and halve in Compact, which the host calls between turns.
//
// Chains by bucket and power-of-two sizes are what makes SCAN's guarantee possible (see Scan).

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;

namespace ActorKv.Core.Keyspaces;

internal struct Entry
{
    /// <summary>A byte[] of key and value, or a KeyedValue; null in a free entry.</summary>
    public object? Value;

    /// <summary>Where the value begins in a byte[]; the length of the key in any case.</summary>
    public int KeyLength;

    public uint Hash;

    /// <summary>1 + number of the next entry in the chain, or in the free list; 0 at the end.</summary>
    public int Next;

    /// <summary>24 bits of LRU clock or LFU counter, then flags.</summary>
    public uint Meta;
}

internal sealed class Keyspace(ulong seed)
{
    /// <summary>Longest value, in bytes, that shares an array with its key.</summary>
    public const int MaxShortString = 4096;

    public const uint AccessMask = 0x00FF_FFFF;
    private const uint HasExpiryFlag = 0x0100_0000;
    private const int PageBits = 8, PageSize = 1 << PageBits;

    private int[] _buckets = new int[4];
    private Entry[][] _pages = [];
    private int _used;             // entries ever handed out
    private int _free;             // 1 + first of the free list
    private ExpiryTable? _expiries;

    /// <summary>Number of keys, expired ones that nobody has touched yet included.</summary>
    public int Count { get; private set; }

    /// <summary>Number of keys with an expiry.</summary>
    public int ExpiryCount => _expiries?.Count ?? 0;

    /// <summary>The mean of the keys' deadlines, Unix milliseconds; 0 when none expires.</summary>
    public long MeanDeadline => _expiries?.MeanDeadline ?? 0;

    /// <summary>Size of the bucket table, for DEBUG and tests.</summary>
    public int BucketCount => _buckets.Length;

    public ref Entry this[int index] => ref _pages[index >> PageBits][index & (PageSize - 1)];

    public uint HashOf(ReadOnlySpan<byte> key) => KeyHash.Compute(key, seed);

    /// <summary>Number of the entry of <paramref name="key"/>, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key, uint hash)
    {
        int index = _buckets[hash & (uint)(_buckets.Length - 1)] - 1;
        while (index >= 0)
        {
            ref Entry entry = ref this[index];
            if (entry.Hash == hash && entry.KeyLength == key.Length && KeyOf(in entry).SequenceEqual(key)) return index;
            index = entry.Next - 1;
        }
        return -1;
    }

    /// <summary>The key of an entry in use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> KeyOf(ref readonly Entry entry) =>
        AsShortString(entry.Value!) is { } both ? both.AsSpan(0, entry.KeyLength) : Unsafe.As<KeyedValue>(entry.Value!).Key;

    /// <summary>The array of key and value when <paramref name="value"/> is one, else null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte[]? AsShortString(object value) => value.GetType() == typeof(byte[]) ? Unsafe.As<byte[]>(value) : null;

    /// <summary>The bytes of a string entry, short or long; false when the entry holds another type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGetString(ref readonly Entry entry, out ReadOnlySpan<byte> value)
    {
        object held = entry.Value!;
        if (AsShortString(held) is { } both)
        {
            value = both.AsSpan(entry.KeyLength);
            return true;
        }
        if (held is StringBuffer buffer)
        {
            value = buffer.Value;
            return true;
        }
        value = default;
        return false;
    }

    public static DataType TypeOf(ref readonly Entry entry) =>
        AsShortString(entry.Value!) is not null ? DataType.String : Unsafe.As<KeyedValue>(entry.Value!).Type;

    /// <summary>Puts a new entry in for a key that is not there. <paramref name="value"/> is a byte[] of key and value, or a KeyedValue
    /// that has its key.</summary>
    public int Insert(object value, int keyLength, uint hash, uint access)
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
            if (index >> PageBits == _pages.Length) AddPage();
        }
        ref Entry entry = ref this[index];
        ref int bucket = ref _buckets[hash & (uint)(_buckets.Length - 1)];
        entry.Value = value;
        entry.KeyLength = keyLength;
        entry.Hash = hash;
        entry.Meta = access & AccessMask;
        entry.Next = bucket;
        bucket = index + 1;
        Count++;
        return index;
    }

    /// <summary>Removes an entry and its expiry.</summary>
    public void Remove(int index)
    {
        ref Entry entry = ref this[index];
        if ((entry.Meta & HasExpiryFlag) != 0) _expiries!.Remove(index);
        ref int link = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        while (link != index + 1) link = ref this[link - 1].Next;
        link = entry.Next;
        entry = new Entry { Next = _free };
        _free = index + 1;
        Count--;
    }

    /// <summary>When the entry expires, in Unix milliseconds, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ExpiryOf(int index) => (this[index].Meta & HasExpiryFlag) == 0 ? -1 : _expiries![index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasExpiry(ref readonly Entry entry) => (entry.Meta & HasExpiryFlag) != 0;

    /// <summary>Sets when the entry expires, or takes its expiry away (-1).</summary>
    public void SetExpiry(int index, long deadline)
    {
        ref Entry entry = ref this[index];
        if (deadline >= 0)
        {
            (_expiries ??= new ExpiryTable())[index] = deadline;
            entry.Meta |= HasExpiryFlag;
        }
        else if ((entry.Meta & HasExpiryFlag) != 0)
        {
            _expiries!.Remove(index);
            entry.Meta &= ~HasExpiryFlag;
        }
    }

    /// <summary>Looks at up to <paramref name="examine"/> expiries, round robin, and lists those entries whose time has come.</summary>
    public void CollectExpired(long now, int examine, List<int> expired) => _expiries?.CollectExpired(now, examine, expired);

    /// <summary>Visits the entries of one bucket and returns the cursor of the next, 0 after the last.</summary>
    /// <remarks>
    /// The cursor counts through the buckets with its bits reversed (the algorithm of Redis' dictScan, by Pieter Noordhuis): when the table
    /// doubles, bucket b splits into b and b + size, and both come after what was visited as b before. So a key that is there from the
    /// beginning to the end of a scan is visited at least once, however the table grew or shrank in between; it may be visited twice.
    /// </remarks>
    public uint Scan(uint cursor, List<int> visited)
    {
        uint mask = (uint)_buckets.Length - 1;
        for (int index = _buckets[cursor & mask] - 1; index >= 0; index = this[index].Next - 1) visited.Add(index);
        cursor |= ~mask;
        return Reverse(Reverse(cursor) + 1);
    }

    /// <summary>A random entry: a random position among those handed out, and the next one in use. -1 when there are none.</summary>
    public int RandomEntry(ulong random)
    {
        if (Count == 0) return -1;
        int index = (int)(random % (uint)_used);
        while (this[index].Value is null) index = (index + 1) % _used;
        return index;
    }

    /// <summary>Entries in use, in no order. The keyspace must not change meanwhile.</summary>
    public EntryEnumerator GetEnumerator() => new(this);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _buckets = new int[4];
        _pages = [];
        _used = _free = 0;
        _expiries = null;
        Count = 0;
    }

    /// <summary>Gives memory back after many removals. Entry numbers change, so only between turns.</summary>
    public void Compact()
    {
        if (_used <= PageSize || Count > _used / 4) return;
        Entry[][] pages = _pages;
        ExpiryTable? expiries = _expiries;
        int used = _used;
        Clear();
        Rebucket((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, pages.Length == 0 ? 0 : used / 8)));
        for (int i = 0; i < used; i++)
        {
            ref Entry entry = ref pages[i >> PageBits][i & (PageSize - 1)];
            if (entry.Value is null) continue;
            int index = Insert(entry.Value, entry.KeyLength, entry.Hash, entry.Meta);
            if ((entry.Meta & HasExpiryFlag) != 0) SetExpiry(index, expiries![i]);
        }
    }

    /// <summary>Bytes of the tables, without what the entries refer to.</summary>
    public long Overhead => 24L + 4L * _buckets.Length + 24L * PageSize * _pages.Length + (_expiries?.MemoryUsage ?? 0);

    /// <summary>Bytes that an entry takes: its cell, one bucket, its expiry, its key and its value. Big values may be judged by
    /// <paramref name="samples"/> of their elements; 0 looks at all.</summary>
    public long MemoryUsageOf(int index, int samples)
    {
        ref Entry entry = ref this[index];
        long tables = Unsafe.SizeOf<Entry>() + 4 + ((entry.Meta & HasExpiryFlag) != 0 ? 16 : 0);
        return AsShortString(entry.Value!) is { } both
            ? tables + ArraySize(both.Length)
            : tables + ArraySize(entry.KeyLength) + Unsafe.As<KeyedValue>(entry.Value!).MemoryUsage(samples);
    }

    // A .NET array of bytes: header, type, length, and the bytes in words of eight.
    private static long ArraySize(int length) => 24 + (length + 7L & ~7L);

    private void AddPage()
    {
        Array.Resize(ref _pages, _pages.Length + 1);
        _pages[^1] = new Entry[PageSize];
    }

    private void Rebucket(int size)
    {
        int[] buckets = new int[size];
        uint mask = (uint)size - 1;
        for (int i = 0; i < _used; i++)
        {
            ref Entry entry = ref this[i];
            if (entry.Value is null) continue;
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
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }

    internal struct EntryEnumerator(Keyspace space)
    {
        private int _index = -1;

        public readonly int Current => _index;

        public bool MoveNext()
        {
            while (++_index < space._used)
                if (space[_index].Value is not null) return true;
            return false;
        }
    }
}
