// The CRC-64 behind DUMP payloads (and at the end of RDB files): polynomial 0xAD93D23594C935A9 (W. D. Jones), bits reflected, nothing
// inverted at either end. CRC("123456789") is 0xE9C6D914C4B8D9CA.
//
// Eight bytes a step ("slicing by 8"): s_tables[k] says what a byte does to the register when k more bytes follow it, so eight lookups
// that do not wait for each other replace eight that do. Some 2 GB/s, where a byte at a time makes 0.4.

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes;

internal static class Crc64
{
    private const ulong ReflectedPolynomial = 0x95AC9329AC4BC9B5;
    private const int Slices = 8;

    private static readonly ulong[][] s_tables = BuildTables();

    public static ulong Compute(ReadOnlySpan<byte> bytes, ulong crc = 0)
    {
        ulong[] t0 = s_tables[0], t1 = s_tables[1], t2 = s_tables[2], t3 = s_tables[3];
        ulong[] t4 = s_tables[4], t5 = s_tables[5], t6 = s_tables[6], t7 = s_tables[7];
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc ^= BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            crc = t7[(byte)crc] ^ t6[(byte)(crc >> 8)] ^ t5[(byte)(crc >> 16)] ^ t4[(byte)(crc >> 24)] ^
                t3[(byte)(crc >> 32)] ^ t2[(byte)(crc >> 40)] ^ t1[(byte)(crc >> 48)] ^ t0[crc >> 56];
        }
        foreach (byte b in bytes) crc = t0[(byte)crc ^ b] ^ crc >> 8;
        return crc;
    }

    private static ulong[][] BuildTables()
    {
        ulong[][] tables = new ulong[Slices][];
        for (int slice = 0; slice < Slices; slice++) tables[slice] = new ulong[256];
        for (int b = 0; b < 256; b++)
        {
            ulong crc = (ulong)b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ ReflectedPolynomial : crc >> 1;
            tables[0][b] = crc;
        }
        for (int slice = 1; slice < Slices; slice++)
            for (int b = 0; b < 256; b++) tables[slice][b] = tables[slice - 1][b] >> 8 ^ tables[0][(byte)tables[slice - 1][b]];
        return tables;
    }
}
