// The keys of one database within one key shard.
//
//   Entry   Value  KeyLength  Hash  Next  Meta           one object per key
//             |
//             +----> byte[]  k e y v a l u e             a short string
//             +----> RestingByte[]  k e y f i e l d s …  a small hash, set, list … between turns (DataTypes/RestingValue.cs)
//             +----> KeyedValue { Key, … }               everything else
//
// An entry is 24 bytes. A short string costs one array that holds key and value together: 24 + key + value bytes, where two arrays
// and an object would cost 24 to 64 more. Overwriting a short string with one of the same length writes in place and allocates nothing.
// That is safe because a turn is alone inside its key shard and replies are copied out before it ends.
//
// The table itself is Tables/PagedTable.cs; this file adds what is particular to keys: two kinds of values, expiries, access bits.
// The expiries of keys and of hash fields stand in tables of their own; that of a hash is the earliest of its fields, or one before it when
// fields have gone since: who comes by when it is due looks closer.

using System.Runtime.CompilerServices;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Core.Tables;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Keyspaces;

internal struct Entry : ITableEntry
{
    /// <summary>A byte[] of key and value, a RestingByte[] of key and elements, or a KeyedValue; null in a free entry.</summary>
    public object? Value;

    /// <summary>Where the value begins in a byte[]; the length of the key in any case.</summary>
    public int KeyLength;

    /// <summary>24 bits of LRU clock or LFU counter, then flags.</summary>
    public uint Meta;

    public uint Hash { get; init; }

    public int Next { get; set; }

    public readonly bool IsFree => Value is null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Is(ReadOnlySpan<byte> name) => KeyLength == name.Length && Keyspace.KeyOf(in this).SequenceEqual(name);
}

internal sealed class Keyspace(ulong seed) : PagedTable<Entry>
{
    /// <summary>Longest value, in bytes, that shares an array with its key.</summary>
    public const int MaxShortString = 4096;

    public const uint AccessMask = 0x00FF_FFFF;
    private const uint HasExpiryFlag = 0x0100_0000, HasFieldExpiryFlag = 0x0200_0000;

    // The type of a value at rest. What stands there while the value is no such array means nothing.
    private const int RestingTypeShift = 28;
    private const uint RestingTypeMask = 7u << RestingTypeShift;

    // An entry and one bucket; a cell of the expiry table at its usual load.
    private const int CellSize = 24 + 4, ExpirySize = 24;

    private long _valueMemory;
    private ExpiryTable? _expiries, _fieldExpiries;
    private ExpiryTable? _moving, _movingFields;       // the expiries by their old numbers, while the table is compacted

    /// <summary>Bytes of all keys: their values, their cells and their expiries, without what the tables keep in reserve. Exact between turns;
    /// what <c>maxmemory</c> bounds.</summary>
    public long Memory => _valueMemory + CellSize * Count + ExpirySize * (ExpiryCount + FieldExpiryCount);

    /// <summary>Number of keys with an expiry.</summary>
    public int ExpiryCount => _expiries?.Count ?? 0;

    /// <summary>Number of hashes with fields that expire.</summary>
    public int FieldExpiryCount => _fieldExpiries?.Count ?? 0;

    /// <summary>The mean of the keys' deadlines, Unix milliseconds; 0 when none expires.</summary>
    public long MeanDeadline => _expiries?.MeanDeadline ?? 0;

    public uint HashOf(ReadOnlySpan<byte> key) => KeyHash.Compute(key, seed);

    /// <summary>The key of an entry in use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> KeyOf(ref readonly Entry entry) =>
        AsArray(entry.Value!) is { } both ? both.AsSpan(0, entry.KeyLength) : Unsafe.As<KeyedValue>(entry.Value!).Key;

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

    public static DataType TypeOf(ref readonly Entry entry) => AsShortString(entry.Value!) is not null ? DataType.String :
        RestingValue.AsArray(entry.Value!) is not null ? RestingTypeOf(in entry) : Unsafe.As<KeyedValue>(entry.Value!).Type;

    /// <summary>The type of an entry whose value is at rest.</summary>
    public static DataType RestingTypeOf(ref readonly Entry entry) => (DataType)((entry.Meta & RestingTypeMask) >> RestingTypeShift);

    /// <summary>The value of an entry, no short string, to read it without a turn: one at rest through an object of its own.</summary>
    public static KeyedValue ValueOf(ref readonly Entry entry)
    {
        if (RestingValue.AsArray(entry.Value!) is not { } array) return Unsafe.As<KeyedValue>(entry.Value!);
        RestingValue value = RestingValue.Create(RestingTypeOf(in entry));
        value.Wake(array, entry.KeyLength);
        return value;
    }

    /// <summary>Puts a new entry in for a key that is not there. <paramref name="value"/> is a byte[] of key and value, or a KeyedValue
    /// that has its key.</summary>
    public int Insert(object value, int keyLength, uint hash, uint access)
    {
        _valueMemory += SizeOf(value);
        int index = Insert(new Entry { Value = value, KeyLength = keyLength, Hash = hash, Meta = access & AccessMask });
        if (EarliestDeadlineOf(value) >= 0) NoteFieldExpiry(index);
        return index;
    }

    /// <summary>Puts another value under the same key.</summary>
    public void Replace(int index, object value)
    {
        ref Entry entry = ref this[index];
        _valueMemory += SizeOf(value) - SizeOf(entry.Value!);
        entry.Value = value;
        if (HasFieldExpiry(in entry) || EarliestDeadlineOf(value) >= 0) NoteFieldExpiry(index);
    }

    /// <summary>Leaves of the entry's value the array alone, if that is all there is to keep. Returns the object, which is good for another.</summary>
    public RestingValue? LayToRest(int index)
    {
        ref Entry entry = ref this[index];
        if (entry.Value is not RestingValue { MayRest: true } value) return null;
        entry.Value = value.Rest();
        entry.Meta = (entry.Meta & ~RestingTypeMask) | (uint)value.Type << RestingTypeShift;
        return value;
    }

    /// <summary>Accounts for a change within a value.</summary>
    public void AddMemory(long bytes) => _valueMemory += bytes;

    /// <summary>Removes an entry and its expiry.</summary>
    public override void Remove(int index)
    {
        ref Entry entry = ref this[index];
        _valueMemory -= SizeOf(entry.Value!);
        if (HasExpiry(in entry)) _expiries!.Remove(index);
        if (HasFieldExpiry(in entry)) _fieldExpiries!.Remove(index);
        base.Remove(index);
    }

    /// <summary>When the entry expires, in Unix milliseconds, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ExpiryOf(int index) => (this[index].Meta & HasExpiryFlag) == 0 ? -1 : _expiries![index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasExpiry(ref readonly Entry entry) => (entry.Meta & HasExpiryFlag) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasFieldExpiry(ref readonly Entry entry) => (entry.Meta & HasFieldExpiryFlag) != 0;

    /// <summary>True when the key or fields of its hash expire.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayExpire(ref readonly Entry entry) => (entry.Meta & (HasExpiryFlag | HasFieldExpiryFlag)) != 0;

    /// <summary>When the first field of a hash expires, or earlier: Unix milliseconds, or -1.</summary>
    public long FieldExpiryOf(int index) => HasFieldExpiry(in this[index]) ? _fieldExpiries![index] : -1;

    /// <summary>Takes over from the entry's value when the first of its fields expires.</summary>
    public void NoteFieldExpiry(int index)
    {
        ref Entry entry = ref this[index];
        long deadline = EarliestDeadlineOf(entry.Value!);
        if (deadline >= 0)
        {
            (_fieldExpiries ??= new ExpiryTable())[index] = deadline;
            entry.Meta |= HasFieldExpiryFlag;
        }
        else if (HasFieldExpiry(in entry))
        {
            _fieldExpiries!.Remove(index);
            entry.Meta &= ~HasFieldExpiryFlag;
        }
    }

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

    /// <summary>The same for hashes: lists those with fields whose time may have come.</summary>
    public void CollectFieldsExpired(long now, int examine, List<int> expired) => _fieldExpiries?.CollectExpired(now, examine, expired);

    /// <summary>Forgets everything.</summary>
    public override void Clear()
    {
        base.Clear();
        _expiries = _fieldExpiries = null;
        _valueMemory = 0;
    }

    /// <summary>Gives memory back after many removals. Entry numbers change, so only between turns.</summary>
    public override bool Compact()
    {
        (_moving, _expiries) = (_expiries, null);
        (_movingFields, _fieldExpiries) = (_fieldExpiries, null);
        bool compacted = base.Compact();
        if (!compacted) (_expiries, _fieldExpiries) = (_moving, _movingFields);
        _moving = _movingFields = null;
        return compacted;
    }

    /// <summary>Bytes of the tables, reserve included, without what the entries refer to.</summary>
    public long Overhead => TableMemory + (_expiries?.MemoryUsage ?? 0) + (_fieldExpiries?.MemoryUsage ?? 0);

    /// <summary>A random key with an expiry, or -1.</summary>
    public int RandomExpiring(TurnRandom random) => _expiries?.RandomEntry(random) ?? -1;

    /// <summary>Bytes that an entry takes: its cell, one bucket, its expiry, its key and its value.</summary>
    public long MemoryUsageOf(int index)
    {
        ref Entry entry = ref this[index];
        return CellSize + (HasExpiry(in entry) ? ExpirySize : 0) + (HasFieldExpiry(in entry) ? ExpirySize : 0) + SizeOf(entry.Value!);
    }

    protected override void OnMoved(int from, int to)
    {
        if (HasExpiry(ref this[to])) (_expiries ??= new ExpiryTable())[to] = _moving![from];
        if (HasFieldExpiry(ref this[to])) (_fieldExpiries ??= new ExpiryTable())[to] = _movingFields![from];
    }

    private static long EarliestDeadlineOf(object value) => AsArray(value) is null ? Unsafe.As<KeyedValue>(value).EarliestDeadline : -1;

    private static byte[]? AsArray(object value) => AsShortString(value) ?? RestingValue.AsArray(value);

    private static long SizeOf(object value) => AsArray(value) is { } both ? ObjectSize.Array(both.Length) : Unsafe.As<KeyedValue>(value).MemoryUsage;
}
