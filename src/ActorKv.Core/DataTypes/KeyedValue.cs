// A value that is an object of its own, and carries its key.
//
// Short strings have no object: key and value share one byte array in the key table (see Keyspaces/Keyspace.cs). Everything else, from
// a long string to a list, is a KeyedValue: the table's entry points at it, and it knows its key, so an entry needs one reference only.
//
// Whoever adds a data type implements this class and its commands; DUMP, snapshots, COPY, DEBUG DIGEST, OBJECT ENCODING and MEMORY
// USAGE follow from what it says of itself.

namespace ActorKv.Core.DataTypes;

/// <summary>Redis' type numbers: they are part of DEBUG DIGEST.</summary>
internal enum DataType { String = 0, List = 1, Set = 2, SortedSet = 3, Hash = 4, Stream = 6 }

internal abstract class KeyedValue
{
    /// <summary>The key under which the value stands.</summary>
    public byte[] Key { get; set; } = [];

    public abstract DataType Type { get; }

    /// <summary>What OBJECT ENCODING says.</summary>
    public abstract ReadOnlySpan<byte> Encoding { get; }

    /// <summary>Bytes that the value takes, its own object included, the key not. Big values may look at <paramref name="samples"/>
    /// elements only and extrapolate (0: look at all), as MEMORY USAGE does.</summary>
    public abstract long MemoryUsage(int samples);

    /// <summary>A deep copy, without a key.</summary>
    public abstract KeyedValue Copy();

    /// <summary>Number of elements that freeing the value has to visit; big ones are freed in steps.</summary>
    public abstract long FreeEffort { get; }

    /// <summary>Writes the value in Redis' RDB encoding, the type byte first.</summary>
    public abstract void WriteRdb(RdbWriter writer);

    /// <summary>Mixes the elements into the digest of the key, as Redis' DEBUG DIGEST does for this type.</summary>
    public abstract void AddDigest(ref ValueDigest digest);
}
