// The hash that places a key in its table. Keyed with a seed of the process, so that nobody who chooses keys can choose collisions.
//
// The mixing step is the folded 64x64->128 bit multiplication that wyhash (Wang Yi) made popular: one multiplication per 16 bytes.
// Nothing durable depends on this function: slots come from CRC16, and SCAN cursors live only as long as the process.

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ActorKv.Core.Keys;

internal static class KeyHash
{
    private const ulong P0 = 0xa0761d6478bd642f, P1 = 0xe7037ed1a0b428db, P2 = 0x8ebc6af09c88c6e3;

    // System.HashCode draws a seed when the process starts, and mixes it into everything.
    private static readonly ulong ProcessSeed = (ulong)(uint)HashCode.Combine(1) << 32 | (uint)HashCode.Combine(2);

    /// <summary>The hash of a member of a collection, with a seed of the process.</summary>
    public static uint Compute(ReadOnlySpan<byte> member) => Compute(member, ProcessSeed);

    public static uint Compute(ReadOnlySpan<byte> key, ulong seed)
    {
        ulong hash = seed ^ P0;
        ulong a, b;
        ReadOnlySpan<byte> rest = key;
        while (rest.Length > 16)
        {
            hash = Mix(BinaryPrimitives.ReadUInt64LittleEndian(rest) ^ P1, BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) ^ hash);
            rest = rest[16..];
        }
        if (rest.Length >= 8)
        {
            a = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            b = BinaryPrimitives.ReadUInt64LittleEndian(rest[^8..]);
        }
        else if (rest.Length >= 4)
        {
            a = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            b = BinaryPrimitives.ReadUInt32LittleEndian(rest[^4..]);
        }
        else if (rest.Length > 0)
        {
            a = (ulong)rest[0] << 16 | (ulong)rest[rest.Length >> 1] << 8 | rest[^1];
            b = 0;
        }
        else a = b = 0;
        ulong folded = Mix(P1 ^ (ulong)key.Length, Mix(a ^ P1, b ^ hash) ^ P2);
        return (uint)(folded ^ folded >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
