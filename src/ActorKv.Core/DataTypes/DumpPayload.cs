// What DUMP answers and RESTORE takes:
//
//   payload := type value                    as in an RDB file (ValueCodec)
//              version                       2 bytes LE: of the RDB format
//              checksum                      8 bytes LE: Crc64 of all before
//
// We write version 10, which redis-server 7.0 writes and every later one reads, unless the type is of a later version: hashes whose fields
// expire are of version 12. We read up to 12 (Redis 7.4 and 8): what those versions have added are types of their own, and ValueCodec knows
// them or refuses them. The checksum finds damage, not intent: whoever forges a payload can compute it, so the decoder behind it believes
// nothing.

using System.Buffers;
using System.Buffers.Binary;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.DataTypes;

internal static class DumpPayload
{
    public const int FooterLength = 10;
    private const ushort NewestVersion = 12;

    /// <summary>Writes the payload of an entry into an empty buffer.</summary>
    public static void Write(ref readonly Entry entry, ValueBuffer output, bool compress)
    {
        ValueCodec.Write(in entry, new RdbWriter(output) { Compress = compress });
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), VersionOf((RdbType)output.Written[0]));
        output.Advance(2);
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), Crc64.Compute(output.Written));
        output.Advance(8);
    }

    /// <summary>The payload of a type and value that are encoded already.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> value)
    {
        byte[] payload = GC.AllocateUninitializedArray<byte>(value.Length + FooterLength);
        value.CopyTo(payload);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(value.Length), VersionOf((RdbType)value[0]));
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(value.Length + 2), Crc64.Compute(payload.AsSpan(0, value.Length + 2)));
        return payload;
    }

    /// <summary>The type and value within a payload. False when its version is too new or its checksum wrong.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (payload.Length < FooterLength) return false;
        ReadOnlySpan<byte> summed = payload[..^8];
        if (BinaryPrimitives.ReadUInt16LittleEndian(summed[^2..]) > NewestVersion) return false;
        if (BinaryPrimitives.ReadUInt64LittleEndian(payload[^8..]) != Crc64.Compute(summed)) return false;
        value = payload[..^FooterLength];
        return true;
    }

    private static ushort VersionOf(RdbType type) => type switch
    {
        < RdbType.SetListpack => 10,
        RdbType.SetListpack or RdbType.StreamListpacks3 => 11,
        _ => 12,
    };
}
