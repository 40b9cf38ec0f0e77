// A small value between turns is its array and nothing else: the keyspace's entry refers to it directly.
//
//   between turns    Entry.Value = RestingByte[]    key | what is packed | free          40 to 150 bytes less than with an object before it
//   in a turn        Entry.Value = RestingValue     over the very same array
//
// A turn wakes the value when it looks the key up and lays it to rest at its end (Turns/MemoryAccount.cs), with objects that it uses again and
// again. So commands know nothing of this; only what walks over entries without looking keys up meets values at rest: snapshots, digests,
// and the keyspace itself. Of what type a value at rest is stands in the entry's flags.
//
// Packed hashes, sets and sorted sets rest (Packed/PackedValue.cs), and lists of one node (Lists/QuickList.cs). What has grown into a table or
// into several nodes, or has deadlines, stays an object.

using System.Runtime.CompilerServices;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.DataTypes.SortedSets;

namespace ActorKv.Core.DataTypes;

/// <summary>A byte of a value that may rest. Its arrays have a type of their own, by which the keyspace tells them from short strings.</summary>
internal enum RestingByte : byte
{
}

internal abstract class RestingValue : KeyedValue
{
    /// <summary>True when the array is all there is to keep between turns.</summary>
    public abstract bool MayRest { get; }

    /// <summary>The bytes of a value at rest when <paramref name="value"/> is one, else null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte[]? AsArray(object value) => value.GetType() == typeof(RestingByte[]) ? Unsafe.As<byte[]>(value) : null;

    /// <summary>A value without key and elements, to wake one in.</summary>
    public static RestingValue Create(DataType type) => type switch
    {
        DataType.List => new QuickList(),
        DataType.Set => new SetValue(),
        DataType.SortedSet => new SortedSetValue(),
        _ => new HashValue(),
    };

    /// <summary>Takes over an array that was at rest.</summary>
    public abstract void Wake(byte[] array, int keyLength);

    /// <summary>Gives the array away to rest, and is good for another. Only when it <see cref="MayRest"/>.</summary>
    public abstract byte[] Rest();

    /// <summary>An array that may be laid to rest.</summary>
    public static byte[] AllocateArray(int length) => Unsafe.As<byte[]>(GC.AllocateUninitializedArray<RestingByte>(length));

    protected override byte[] Allocate(int length) => AllocateArray(length);
}
