// A small hash between turns is its array and nothing else: the keyspace's entry refers to it directly.
//
//   between turns    Entry.Value = HashByte[]     key | listpack | free             a fifth less than with an object of 40 bytes before it
//   in a turn        Entry.Value = HashValue      over the very same array
//
// A turn wakes the hash when it looks the key up and lays it to rest at its end (Turns/MemoryAccount.cs), with objects that it uses again and
// again. So commands know nothing of this; only what walks over entries without looking keys up meets resting ones: snapshots, digests,
// and the keyspace itself. A hash that has become a table, or has deadlines, stays an object.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ActorKv.Core.DataTypes.Hashes;

/// <summary>A byte of a hash at rest. Its arrays have a type of their own, by which the keyspace tells them from short strings.</summary>
internal enum HashByte : byte
{
}

internal static class RestingHash
{
    /// <summary>The bytes of a hash at rest when <paramref name="value"/> is one, else null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte[]? AsArray(object value) => value.GetType() == typeof(HashByte[]) ? Unsafe.As<byte[]>(value) : null;

    /// <summary>An array that may be laid to rest.</summary>
    public static byte[] Allocate(int length) => Unsafe.As<byte[]>(GC.AllocateUninitializedArray<HashByte>(length));

    /// <summary>The framed listpack behind the key, which says itself how long it is.</summary>
    public static ReadOnlySpan<byte> Listpack(byte[] array, int keyLength) =>
        array.AsSpan(keyLength, BinaryPrimitives.ReadInt32LittleEndian(array.AsSpan(keyLength)));
}
