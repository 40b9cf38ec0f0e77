using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes.Hashes;

public sealed class HashRdbSpec
{
    private readonly KeyspaceSettings _settings = new();

    public static TheoryData<string, string, string> Fixtures => new()
    {
        // What redis-server 7.0.15 wrote for HSET h f1 v1 f2 2 3 three, and for HSET h f1 v1 3 three under hash-max-listpack-entries 1.
        { "10 LISTPACK", "f1=v1 f2=2 3=three", "listpack" },
        { "04 02 c003 057468726565 026631 027631", "3=three f1=v1", "listpack" },
        // From the format's description: a zipmap with an unused byte behind a value, one with a long length and no number of fields, a ziplist.
        { "09 13 02 026631 02 01 763100 0133 05 00 7468726565 ff", "f1=v1 3=three", "listpack" },
        { "09 0d fe 026631 fe02000000 00 7631 ff", "f1=v1", "listpack" },
        { "0d 17 17000000 14000000 0400 00 026631 04 027631 04f4 02f8 ff", "f1=v1 3=7", "listpack" },
        // With deadlines, from the description of 7.4: absolute, relative, and in a listpack.
        { "16 02 80000f4240 026631 027631 00 026632 c002", "f1=v1@1000000 f2=2", "listpackex" },
        { "18 40420f0000000000 02 01 026631 027631 0b 026632 c002", "f1=v1@1000000 f2=2@1000010", "listpackex" },
        { "18 ffffffffffff0000 01 00 026631 027631", "f1=v1", "listpack" },
        { "17 1c 1c000000 0600 82663103 82763103 f240420f04 82663203 0201 0001 ff", "f1=v1@1000000 f2=2", "listpackex" },
        { "19 40420f0000000000 1c 1c000000 0600 82663103 82763103 f240420f04 82663203 0201 0001 ff", "f1=v1@1000000 f2=2", "listpackex" },
    };

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Every_encoding_is_read(string hex, string fields, string encoding)
    {
        HashValue hash = (HashValue)ValueCodec.Decode(Bytes(hex), _settings);
        Assert.Equal(fields, Show(hash));
        Assert.Equal(encoding, Encoding.ASCII.GetString(hash.Encoding));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void What_ends_early_or_late_is_refused(string hex, string fields, string encoding)
    {
        byte[] bytes = Bytes(hex);
        for (int length = 0; length < bytes.Length; length++) Assert.Throws<RdbFormatException>(() => ValueCodec.Decode(bytes.AsSpan(0, length), _settings));
        Assert.Throws<RdbFormatException>(() => ValueCodec.Decode([.. bytes, 0], _settings));
        Assert.NotEmpty(fields + encoding);
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Mutated_bytes_are_refused_or_make_a_hash_that_holds_together(string hex, string fields, string encoding)
    {
        Random random = new(fields.Length + encoding.Length);
        byte[] bytes = Bytes(hex);
        for (int round = 0; round < 2000; round++)
        {
            byte[] mutated = [.. bytes];
            for (int i = random.Next(1, 4); i > 0; i--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            try
            {
                if (ValueCodec.Decode(mutated, _settings) is HashValue hash) CheckEveryField(hash);
            }
            catch (RdbFormatException)
            {
                // What most of them are: no value.
            }
        }
    }

    [Theory]
    [InlineData("04 00")]                                                    // no fields
    [InlineData("04 02 026631 c001 026631 c002")]                            // a field twice
    [InlineData("04 81 ffffffffffffffff")]
    [InlineData("10 07 07000000 0000 ff")]
    [InlineData("10 15 15000000 0400 82663103 82763103 82663103 0201 ff")]   // f1 twice
    [InlineData("10 10 10000000 0400 0501 0201 813502 0201 ff")]             // 5 twice, as a number and as a text
    [InlineData("10 13 13000000 0300 82663103 82763103 82663203 ff")]        // a field without a value
    [InlineData("0d 13 13000000 0e000000 0200 00 026631 04 026631 05 ff")]
    [InlineData("0d 0b 0b000000 0a000000 0000 ff")]
    [InlineData("09 02 00 ff")]
    [InlineData("09 07 01 026631 02ff 7631")]
    [InlineData("09 09 02 026631 02 00 7631 ff")]                            // two fields announced
    [InlineData("09 0d 01 016101 00 31 016101 00 32 ff")]                    // a twice, and one announced
    [InlineData("09 0d fe 0161 0100 31 0161 0100 32 ff ff ff")]
    [InlineData("16 02 80000f4240 026631 027631 00 026631 c002")]
    [InlineData("16 01 81 0001000000000000 026631 027631")]                  // a deadline beyond 48 bits
    [InlineData("18 ffffffffffffff00 01 00 026631 027631")]
    [InlineData("18 40420f0000000000 01 81 ffffffffffffffff 026631 027631")]
    [InlineData("17 14 14000000 0300 82663103 82763103 f2fbffff04 ff")]      // a deadline of -5
    [InlineData("17 13 13000000 0300 82663103 82763103 82663203 ff")]        // a deadline that is a text
    [InlineData("17 15 15000000 0400 82663103 82763103 82663203 0201 ff")]
    public void Forged_input_is_refused(string hex) => Assert.Throws<RdbFormatException>(() => ValueCodec.Decode(Bytes(hex), _settings));

    [Theory]
    [InlineData("10 LISTPACK")]
    [InlineData("19 40420f0000000000 1c 1c000000 0600 82663103 82763103 f240420f04 82663203 0201 0001 ff")]
    public void A_packed_hash_is_written_as_it_was_read(string hex) =>
        Assert.Equal(Convert.ToHexStringLower(Bytes(hex)), Convert.ToHexStringLower(Written((HashValue)ValueCodec.Decode(Bytes(hex), _settings))));

    [Theory]
    [InlineData("04 02 c003 057468726565 026631 027631")]
    [InlineData("18 40420f0000000000 03 01 026631 027631 0b 026632 c002 00 026633 c003")]
    public void A_table_is_written_as_it_was_read(string hex)
    {
        _settings.HashMaxListpackEntries = 1;
        Assert.Equal(Convert.ToHexStringLower(Bytes(hex)), Convert.ToHexStringLower(Written((HashValue)ValueCodec.Decode(Bytes(hex), _settings))));
    }

    [Fact]
    public void Fields_are_packed_in_the_order_of_their_deadlines()
    {
        HashValue hash = new();
        foreach (string field in (string[])["a", "b", "c", "d"]) hash.Set(Encoding.ASCII.GetBytes(field), "1"u8, _settings);
        hash.SetDeadline("d"u8, 1000);
        hash.SetDeadline("b"u8, 2000);
        hash.SetDeadline("a"u8, 3000);
        Assert.Equal("d=1@1000 b=1@2000 a=1@3000 c=1", Show((HashValue)ValueCodec.Decode(Written(hash), _settings)));
    }

    [Theory]
    [InlineData("10 LISTPACK", "hashtable")]
    [InlineData("0d 17 17000000 14000000 0400 00 026631 04 027631 04f4 02f8 ff", "listpack")]
    [InlineData("04 02 c003 057468726565 026631 027631", "listpack")]
    public void What_is_read_stays_packed_within_the_limits(string hex, string encoding)
    {
        _settings.HashMaxListpackEntries = 2;
        Assert.Equal(encoding, Encoding.ASCII.GetString(((HashValue)ValueCodec.Decode(Bytes(hex), _settings)).Encoding));
        _settings.HashMaxListpackEntries = 512;
        _settings.HashMaxListpackValue = 4;
        // A listpack or ziplist is taken over as it is; a zipmap or single fields are measured.
        Assert.Equal(hex.StartsWith("04", StringComparison.Ordinal) ? "hashtable" : "listpack", Encoding.ASCII.GetString(((HashValue)ValueCodec.Decode(Bytes(hex), _settings)).Encoding));
    }

    [Fact]
    public void A_zipmap_with_a_long_value_is_no_longer_packed()
    {
        _settings.HashMaxListpackValue = 4;
        Assert.Equal("hashtable"u8, ((HashValue)ValueCodec.Decode(Bytes("09 13 02 026631 02 01 763100 0133 05 00 7468726565 ff"), _settings)).Encoding);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(32767)]
    [InlineData(32768)]
    [InlineData(40000)]
    public void A_listpack_may_hold_more_than_its_header_can_count(int fields)
    {
        ArrayBufferWriter<byte> packed = new(16);
        packed.Advance(ListPack.HeaderLength);
        for (int i = 0; i < 2 * fields; i++)
        {
            PackedElement element = new(i / 2);
            element.Pack(packed.GetSpan(element.PackedLength));
            packed.Advance(element.PackedLength);
        }
        packed.Write(ListPack.EndMark);
        byte[] listpack = packed.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(listpack, listpack.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(listpack.AsSpan(4), ushort.MaxValue);
        ArrayBufferWriter<byte> output = new();
        RdbWriter writer = new(output);
        writer.Type(RdbType.HashListpack);
        writer.Blob(listpack);

        _settings.HashMaxListpackEntries = int.MaxValue;
        HashValue hash = (HashValue)ValueCodec.Decode(output.WrittenSpan, _settings);
        Assert.Equal(fields, hash.Count);
        Assert.Equal(fields <= 32767, hash.IsPacked);
        Assert.True(hash.TryGet(Encoding.ASCII.GetBytes((fields - 1).ToString(CultureInfo.InvariantCulture)), out PackedElement last));
        Assert.Equal(fields - 1, last.TryGetInt64(out long number) ? number : -1);
    }

    private static void CheckEveryField(HashValue hash)
    {
        int fields = 0;
        for (HashCursor at = hash.Fields; at.MoveNext(); fields++)
        {
            Assert.True(hash.TryGet(at.Field.ToArray(), out PackedElement value));
            Assert.True(value.Matches(at.Value));
        }
        Assert.Equal(hash.Count, fields);
    }

    private static byte[] Written(HashValue hash)
    {
        ArrayBufferWriter<byte> output = new();
        hash.WriteRdb(new RdbWriter(output));
        return output.WrittenSpan.ToArray();
    }

    private static string Show(HashValue hash)
    {
        List<string> fields = [];
        for (HashCursor at = hash.Fields; at.MoveNext();)
        {
            long deadline = hash.DeadlineOf(at.Field.ToArray());
            fields.Add(string.Create(CultureInfo.InvariantCulture, $"{Encoding.Latin1.GetString(at.Field.ToArray())}={Encoding.Latin1.GetString(at.Value.ToArray())}{(deadline < 0 ? "" : "@" + deadline)}"));
        }
        return string.Join(' ', fields);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(
        hex.Replace("LISTPACK", "1e 1e000000 0600 82663103 82763103 82663203 0201 0301 857468726565 06 ff", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
}
