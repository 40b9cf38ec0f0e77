// A value that is an object of its own, and carries its key.
//
// Short strings have no object: key and value share one byte array in the key table (see Keyspaces/Keyspace.cs). Everything else, from
// a long string to a list, is a KeyedValue: the table's entry points at it, and it knows its key, so an entry needs one reference only.
//
// Whoever adds a data type implements this class and its commands; DUMP, snapshots, COPY, DEBUG DIGEST, OBJECT ENCODING, MEMORY USAGE
// and maxmemory follow from what it says of itself.
//
// There is nothing here about freeing: the heap is collected, and letting go of a value of ten million elements is letting go of one
// reference. UNLINK, FLUSHALL ASYNC, expiry and eviction therefore cost a turn the same as DEL of a small key.

using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes;

/// <summary>Redis' type numbers: they are part of DEBUG DIGEST.</summary>
internal enum DataType { String = 0, List = 1, Set = 2, SortedSet = 3, Hash = 4, Stream = 6 }

internal abstract class KeyedValue
{
    private const int MeasuredFlag = int.MinValue;

    private int _keyLength;        // and MeasuredFlag, which would cost a word of its own

    /// <summary>The key, and behind it what a <see cref="Packed.PackedValue"/> packs.</summary>
    protected byte[] Storage { get; set; } = [];

    protected int KeyLength => _keyLength & ~MeasuredFlag;

    /// <summary>True while a turn has noted the value's size, to account for what it changes (Turns/MemoryAccount.cs).</summary>
    public bool IsMeasured
    {
        get => _keyLength < 0;
        set => _keyLength = value ? _keyLength | MeasuredFlag : KeyLength;
    }

    /// <summary>The key under which the value stands.</summary>
    public ReadOnlySpan<byte> Key => Storage.AsSpan(0, KeyLength);

    public abstract DataType Type { get; }

    /// <summary>What OBJECT ENCODING says.</summary>
    public abstract ReadOnlySpan<byte> Encoding { get; }

    /// <summary>Bytes that the value takes, its own object and its key included. Exact and O(1): a value keeps a running sum.</summary>
    public abstract long MemoryUsage { get; }

    /// <summary>When the first of the value's elements expires, in Unix milliseconds, or -1: of all types only hashes have elements that do.</summary>
    public virtual long EarliestDeadline => -1;

    /// <summary>Bytes of the array that holds the key.</summary>
    protected long StorageMemory => ObjectSize.Array(Storage.Length);

    /// <summary>Says under which key the value stands from now on.</summary>
    public virtual void SetKey(ReadOnlySpan<byte> key)
    {
        byte[] before = Storage;
        Storage = Allocate(key.Length + before.Length - KeyLength);
        key.CopyTo(Storage);
        before.AsSpan(KeyLength).CopyTo(Storage.AsSpan(key.Length));
        _keyLength = key.Length | (_keyLength & MeasuredFlag);
    }

    /// <summary>A new array for <see cref="Storage"/>.</summary>
    protected virtual byte[] Allocate(int length) => GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Makes this the value over an array that begins with the key.</summary>
    protected void Adopt(byte[] storage, int keyLength)
    {
        Storage = storage;
        _keyLength = keyLength | (_keyLength & MeasuredFlag);
    }

    /// <summary>A deep copy, without a key.</summary>
    public abstract KeyedValue Copy();

    /// <summary>Writes the value in Redis' RDB encoding, the type byte first.</summary>
    public abstract void WriteRdb(RdbWriter writer);

    /// <summary>Mixes the elements into the digest of the key, as Redis' DEBUG DIGEST does for this type.</summary>
    public abstract void AddDigest(ref ValueDigest digest);
}
