// Values to RDB bytes and back: fixtures as DUMP of redis-server 7.0.15 gives them (the older list formats are put together here), and
// thousands of mutations of valid payloads, each of which must be read or refused, never crash.

using System.Buffers;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes;

public sealed class ValueCodecSpec
{
    // Every width of integer, with list-max-listpack-size 4 and without compression.
    private const string FourNodes =
        "12 04 02 11 11000000 0400 0001 7f01 c08002 dfff02 ff 02 1a 1a000000 0400 f1001003 f1ffef03 f200800004 f3ffff7fff05 ff" +
        "02 22 22000000 0400 f4000000800000000009 f4000000000000008009 8001 8330303704 ff" +
        "02 4051 51000000 0200 8568656c6c6f06 e040 78787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878787878 42 ff";

    public static TheoryData<string, string> Fixtures => new()
    {
        { "00 03 616263", "abc" },
        { "00 c0 85", "-123" },
        { "00 c1 39 30", "12345" },
        { "00 c2 15cd5b07", "123456789" },
        { "00 c3 09 1c 01 6161 e0 0f 00 01 6161", new string('a', 28) },
        { "01 02 01 61 c0 05", "[a, 5]" },
        { "12 01 02 0f 0f000000 0300 8161 02 01 01 8162 02 ff", "[a, 1, b]" },
        { "12 02 01 03 414243 02 0a 0a000000 0100 8161 02 ff", "[ABC, a]" },
        { FourNodes, "[0, 127, 128, -1, 4096, -4097, 32768, -8388609, 2147483648, -9223372036854775808, , 007, hello, " + new string('x', 64) + "]" },
        { "12 01 02 c315405f095f0000000800896162638002000ae0430a010aff", "[" + string.Join(", ", Enumerable.Repeat("abcabcabc", 8)) + "]" },
    };

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Known_bytes_are_read(string hex, string expected) => Assert.Equal(expected, Show(Decode(Bytes(hex))));

    [Theory]
    [InlineData(FourNodes)]
    [InlineData("12 02 01 03 414243 02 0a 0a000000 0100 8161 02 ff")]
    public void A_list_is_written_as_redis_wrote_it(string hex)
    {
        ArrayBufferWriter<byte> output = new();
        ((QuickList)Decode(Bytes(hex))).WriteRdb(new RdbWriter(output));
        Assert.Equal(Convert.ToHexStringLower(Bytes(hex)), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_payload_that_ends_early_or_late_is_refused(string hex, string expected)
    {
        byte[] bytes = Bytes(hex);
        for (int length = 0; length < bytes.Length; length++) Assert.Throws<RdbFormatException>(() => Decode(bytes.AsSpan(0, length)));
        Assert.Throws<RdbFormatException>(() => Decode([.. bytes, 0]));
        Assert.NotEmpty(expected);
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Chunks_may_end_anywhere(string hex, string expected)
    {
        byte[] bytes = Bytes(hex);
        for (int size = 1; size <= bytes.Length; size++)
        {
            int at = 0;
            RdbReader reader = new(() =>
            {
                ReadOnlyMemory<byte> chunk = bytes.AsMemory(at, Math.Min(size, bytes.Length - at));
                at += chunk.Length;
                return chunk;
            }, new KeyspaceSettings());
            RdbType type = (RdbType)reader.Byte();
            object value = type == RdbType.String ? reader.String() : ValueCodec.Read(ref reader, type);
            Assert.Equal(expected, Show(value));
            Assert.True(reader.AtEnd);
        }
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("06 01 01 61")]                                 // a module's value
    [InlineData("00 81 7fffffffffffffff 61")]                   // 2^63 bytes announced
    [InlineData("00 80 7fffffff 61")]
    [InlineData("00 82 00")]
    [InlineData("00 c4")]
    [InlineData("00 c3 02 80 7fffffff 0061")]                   // two compressed bytes announce two GiB
    [InlineData("00 c3 03 05 e0 00 00")]                        // reference before the beginning
    [InlineData("12 00")]                                       // no elements
    [InlineData("12 81 ffffffffffffffff")]
    [InlineData("12 01 02 07 07000000 0000 ff")]
    [InlineData("12 01 03 01 61")]
    [InlineData("0a 05 0000000000")]
    public void Forged_input_is_refused(string hex) => Assert.Throws<RdbFormatException>(() => Decode(Bytes(hex)));

    [Fact]
    public void A_forged_length_costs_no_memory()
    {
        byte[] bytes = Bytes("00 80 7f000000 61");
        bool sent = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<RdbFormatException>(() =>
        {
            RdbReader reader = new(() =>
            {
                ReadOnlyMemory<byte> chunk = sent ? default : bytes.AsMemory(1);
                sent = true;
                return chunk;
            }, new KeyspaceSettings());
            reader.String();
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void Ziplists_of_older_servers_are_read()
    {
        byte[] ziplist = ZiplistOf("0461626364", "fe85", "f3", "c03930", "d015cd5b07", "e00000000001000000", "f0000010");
        Assert.Equal("[abcd, -123, 2, 12345, 123456789, 4294967296, 1048576]", Show(Decode([10, (byte)ziplist.Length, .. ziplist])));
        Assert.Equal(
            "[abcd, -123, 2, 12345, 123456789, 4294967296, 1048576]",
            Show(Decode([14, 1, (byte)ziplist.Length, .. ziplist])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_payloads_are_read_or_refused(int seed)
    {
        Random random = new(seed);
        byte[] ziplist = ZiplistOf("0461626364", "fe85", "f3", "c03930", "d015cd5b07", "f0000010");
        byte[][] originals = [.. Fixtures.Select(row => Bytes((string)row[0])), [10, (byte)ziplist.Length, .. ziplist], LongList(random)];
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Mutate(originals[random.Next(originals.Length)], random);
            try
            {
                object value = Decode(bytes);
                read++;
                if (value is not QuickList list) continue;
                list.CheckCounts();
                Show(list);
            }
            catch (RdbFormatException refused)
            {
                Assert.Contains("byte", refused.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(read, 1, 20_000);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, random.Next(1, Math.Min(8, bytes.Count - at) + 1)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, random.Next(1, Math.Min(8, bytes.Count - at) + 1))); break;
                default: bytes[at] = (byte)(random.Next(2) == 0 ? 0xFF : 0xF0); break;
            }
        }
        return [.. bytes];
    }

    private static byte[] LongList(Random random)
    {
        QuickList list = new();
        for (int i = 0; i < 40; i++)
        {
            byte[] text = new byte[random.Next(20)];
            random.NextBytes(text);
            list.Push(ListEnd.Tail, i % 3 == 0 ? new PackedElement(random.NextInt64() >> random.Next(64)) : new PackedElement(text), new NodeLimit(10));
        }
        ArrayBufferWriter<byte> output = new();
        list.WriteRdb(new RdbWriter(output));
        return output.WrittenSpan.ToArray();
    }

    // Entries given as encoding and data; the lengths of the entries before are put in front of each.
    private static byte[] ZiplistOf(params string[] entries)
    {
        List<byte> body = [];
        int before = 0, last = 10;
        foreach (string entry in entries)
        {
            byte[] bytes = Bytes(entry);
            last = 10 + body.Count;
            body.Add((byte)before);
            body.AddRange(bytes);
            before = bytes.Length + 1;
        }
        return [.. BitConverter.GetBytes(11 + body.Count), .. BitConverter.GetBytes(last), (byte)entries.Length, 0, .. body, 0xFF];
    }

    private static string Show(object value)
    {
        if (value is byte[] text) return Encoding.Latin1.GetString(text);
        List<string> elements = [];
        for (ListCursor at = ((QuickList)value).Seek(0); at.IsAtElement; at.MoveNext()) elements.Add(Encoding.Latin1.GetString(at.Current.ToArray()));
        return "[" + string.Join(", ", elements) + "]";
    }

    private static object Decode(ReadOnlySpan<byte> bytes) => ValueCodec.Decode(bytes, new KeyspaceSettings());

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
