// MurmurHash64A with the seed that Redis has for HyperLogLogs. Part of the format: two servers that hash alike can merge what they counted.
// Source: Austin Appleby, MurmurHash2, 64 bit version for 64 bit platforms (public domain).

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.HyperLogLogs;

internal static class HllHash
{
    private const ulong Seed = 0xadc83b19, Multiplier = 0xc6a4a7935bd1e995;
    private const int Shift = 47;

    public static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Seed ^ (ulong)bytes.Length * Multiplier;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes) * Multiplier;
            hash = (hash ^ (word ^ word >> Shift) * Multiplier) * Multiplier;
        }
        if (!bytes.IsEmpty)
        {
            ulong rest = 0;
            for (int i = bytes.Length - 1; i >= 0; i--) rest = rest << 8 | bytes[i];
            hash = (hash ^ rest) * Multiplier;
        }
        hash = (hash ^ hash >> Shift) * Multiplier;
        return hash ^ hash >> Shift;
    }
}
