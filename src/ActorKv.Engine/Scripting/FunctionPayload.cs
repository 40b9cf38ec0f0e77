// What FUNCTION DUMP answers and FUNCTION RESTORE takes, as redis-server 7.0 writes and reads it:
//
//   payload := ( 0xF5 text )…          a library each: its text as an RDB string
//              version                 2 bytes LE: of the RDB format
//              checksum                8 bytes LE: Crc64 of all before

using System.Buffers.Binary;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.Scripting;

internal static class FunctionPayload
{
    private const byte Library = 0xF5;
    private const ushort Version = 10;

    public static byte[] Write(FunctionTable table)
    {
        ValueBuffer output = new();
        RdbWriter writer = new(output) { Compress = true };
        foreach (FunctionLibrary library in table.Libraries.Values)
        {
            writer.Byte(Library);
            writer.Blob(library.Text);
        }
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(2), Version);
        output.Advance(2);
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(8), Crc64.Compute(output.Written));
        output.Advance(8);
        return output.Written.ToArray();
    }

    /// <summary>The texts in a payload. Null, or what is wrong with it.</summary>
    public static string? Read(ReadOnlySpan<byte> payload, KeyspaceSettings settings, List<byte[]> texts)
    {
        if (!DumpPayload.TryOpen(payload, out ReadOnlySpan<byte> libraries)) return "ERR DUMP payload version or checksum are wrong";
        try
        {
            RdbReader reader = new(libraries, settings);
            while (!reader.AtEnd)
            {
                if (reader.Byte() != Library) return "ERR given type is not a function";
                texts.Add(reader.View().ToArray());
            }
            return null;
        }
        catch (RdbFormatException)
        {
            return "ERR failed loading functions payload";
        }
    }
}
