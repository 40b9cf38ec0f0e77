// The checksum of what journals and snapshot stores hold: CRC-32C (Castagnoli), which processors compute eight bytes at a time. Whoever stores
// something begins with all bits set, adds what says where it belongs and then its bytes, and keeps the result inverted.

using System.Buffers.Binary;
using System.Numerics;

namespace ActorKv.Engine.Commits;

internal static class Crc32C
{
    /// <summary>A checksum that has seen these bytes too.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
