// An RDB file, as redis-server loads it: what `redis-cli --rdb` gets.
//
//   file     := "REDIS0010" | aux … | function … | section … | 0xFF | checksum (CRC-64, 8 bytes LE)
//   aux      := 0xFA name value                                    RDB strings
//   function := 0xF5 source of a library
//   section  := 0xFE database | 0xFB keys expiries | key …         numbers are RDB lengths
//   key      := [ 0xFC deadline (int64 LE, Unix milliseconds) ] type name value
//
// A section is one database of one key shard, so a database has many of them, in no order; redis-server takes the hint of sizes from each and
// puts the keys where they belong. Version 10 is what redis-server 7.0 reads. Hashes whose fields expire have types that came with 7.4: a file
// with such a hash loads there, and an older redis-server refuses it.
//
// One value at a time is encoded in memory, so the file may be larger than that.

using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Keyspaces;

internal sealed class RdbFile(IBufferWriter<byte> output)
{
    private const byte Function = 0xF5, Aux = 0xFA, Sizes = 0xFB, Deadline = 0xFC, Database = 0xFE, End = 0xFF;

    private readonly ValueBuffer _head = new(), _value = new();
    private ulong _checksum;

    /// <summary>Begins the file.</summary>
    public void Begin(params ReadOnlySpan<(string Name, string Value)> facts)
    {
        Append("REDIS0010"u8);
        foreach ((string name, string value) in facts) WriteFact(name, value);
    }

    /// <summary>Writes a field of the head. Who does not know it passes over it.</summary>
    public void WriteFact(string name, string value)
    {
        RdbWriter writer = new(_head);
        writer.Byte(Aux);
        writer.String(Encoding.UTF8.GetBytes(name));
        writer.String(Encoding.UTF8.GetBytes(value));
        Flush(_head);
    }

    /// <summary>Writes a library of functions.</summary>
    public void WriteFunctions(ReadOnlySpan<byte> source)
    {
        RdbWriter writer = new(_head);
        writer.Byte(Function);
        writer.String(source);
        Flush(_head);
    }

    /// <summary>Writes all keys of a key shard.</summary>
    public void WriteShard(KeyShardState shard)
    {
        for (int database = 0; database < shard.Databases; database++)
        {
            if (shard.Existing(database) is not { Count: > 0 } space) continue;
            RdbWriter writer = new(_head);
            writer.Byte(Database);
            writer.Length((ulong)database);
            writer.Byte(Sizes);
            writer.Length((ulong)space.Count);
            writer.Length((ulong)space.ExpiryCount);
            foreach (int index in space) WriteKey(space, index, writer);
        }
    }

    /// <summary>Ends the file.</summary>
    public void Finish()
    {
        Append([End]);
        Span<byte> checksum = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(checksum, _checksum);
        output.Write(checksum);
    }

    // The type stands before the name, and the value behind it.
    private void WriteKey(Keyspace space, int index, RdbWriter writer)
    {
        ref Entry entry = ref space[index];
        ValueCodec.Encode(in entry, _value);
        if (Keyspace.HasExpiry(in entry))
        {
            writer.Byte(Deadline);
            writer.Int64(space.ExpiryOf(index));
        }
        writer.Byte(_value.Written[0]);
        writer.String(Keyspace.KeyOf(in entry));
        Flush(_head);
        Append(_value.Written[1..]);
        _value.Clear();
    }

    private void Flush(ValueBuffer buffer)
    {
        Append(buffer.Written);
        buffer.Clear();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _checksum = Crc64.Compute(bytes, _checksum);
        output.Write(bytes);
    }
}
