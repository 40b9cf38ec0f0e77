// The frame of an RDB file: header, facts, sections, end, checksum. That redis-server loads it, the acceptance tests show.

using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.Keyspaces;

public sealed class RdbFileSpec
{
    [Fact]
    public void A_file_without_keys_is_header_facts_end_and_checksum()
    {
        byte[] bytes = Write(file => file.Begin(("redis-bits", "64")));
        Assert.Equal("REDIS0010\u00fa\u000aredis-bits\u00c0\u0040\u00ff", Encoding.Latin1.GetString(bytes[..^8]));
        Assert.Equal(Crc64.Compute(bytes.AsSpan(..^8)), BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(^8..)));
    }

    [Fact]
    public void A_key_is_its_deadline_type_name_and_value()
    {
        KeyShardState shard = new(0, 4, 0);
        Keyspace space = shard[2];
        int index = space.Insert("kvvv"u8.ToArray(), 1, space.HashOf("k"u8), 0);
        space.SetExpiry(index, 0x0102030405060708);
        byte[] bytes = Write(file => file.WriteShard(shard));
        Assert.Equal([0xFE, 2, 0xFB, 1, 1, 0xFC, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, (byte)'k', 3, (byte)'v', (byte)'v', (byte)'v', 0xFF], bytes[..^8]);
    }

    [Fact]
    public void A_library_of_functions_stands_before_the_keys()
    {
        byte[] bytes = Write(file => file.WriteFunctions("#!lua"u8));
        Assert.Equal([0xF5, 5, .. "#!lua"u8, 0xFF], bytes[..^8]);
    }

    private static byte[] Write(Action<RdbFile> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        RdbFile file = new(bytes);
        write(file);
        file.Finish();
        return bytes.WrittenSpan.ToArray();
    }
}
