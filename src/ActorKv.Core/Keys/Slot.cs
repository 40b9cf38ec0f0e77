// Which of the 16384 slots a key belongs to: CRC16/XMODEM of the key, or of its hash tag, modulo 16384.
//
// The tag is what stands between the first '{' and the first '}' after it, when that is not empty: {user}.a and {user}.b share a slot
// and so a key shard. Source: Redis Cluster specification, "Keys distribution model" and "Hash tags".
//
// A key shard owns a run of slots: shard = slot * shards / 16384.

using System.Runtime.CompilerServices;

namespace ActorKv.Core.Keys;

internal static class Slot
{
    public const int Count = 16384;

    private const ushort Polynomial = 0x1021;

    // Two tables: one for a byte alone, one for the byte before it, so that two bytes are taken a step.
    private static readonly ushort[] Near = BuildTable(1);
    private static readonly ushort[] Far = BuildTable(2);

    public static int Of(ReadOnlySpan<byte> key)
    {
        int open = key.IndexOf((byte)'{');
        if (open >= 0)
        {
            int length = key[(open + 1)..].IndexOf((byte)'}');
            if (length > 0) key = key.Slice(open + 1, length);
        }
        return Crc16(key) & (Count - 1);
    }

    /// <summary>The key shard that owns <paramref name="slot"/> when there are <paramref name="shards"/> of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToShard(int slot, int shards) => (int)((uint)slot * (uint)shards / Count);

    /// <summary>The first slot of a key shard, and behind the last of the one before it; of the number of all of them <see cref="Count"/>.</summary>
    public static int FirstOf(int shard, int shards) => (shard * Count + shards - 1) / shards;

    public static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        int at = 0;
        for (; at + 1 < bytes.Length; at += 2)
        {
            uint both = crc ^ ((uint)bytes[at] << 8 | bytes[at + 1]);
            crc = (uint)Far[both >> 8] ^ Near[both & 0xff];
        }
        if (at < bytes.Length) crc = (crc << 8 & 0xffff) ^ Near[(crc >> 8 ^ bytes[at]) & 0xff];
        return (ushort)crc;
    }

    private static ushort[] BuildTable(int bytes)
    {
        ushort[] table = new ushort[256];
        for (int value = 0; value < 256; value++)
        {
            uint crc = (uint)value << 8;
            for (int bit = 0; bit < 8 * bytes; bit++) crc = (crc & 0x8000) != 0 ? crc << 1 ^ Polynomial : crc << 1;
            table[value] = (ushort)crc;
        }
        return table;
    }
}
