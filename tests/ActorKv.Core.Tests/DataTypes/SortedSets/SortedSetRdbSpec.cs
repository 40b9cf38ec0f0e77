// Fixtures are DUMPs of redis-server 7.0.15; the older encodings are put together here.

using System.Buffers;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes.SortedSets;

public sealed class SortedSetRdbSpec
{
    private const string Listpack = "11 2d 2d000000 0a00 816302 842d696e6605 816102 0101 816202 83322e3504 8001 0301 0c01 f400008a5d7845630109 ff";
    private const string Members = "05 06 c00c 00a0d88557347643 00 0000000000000840 0162 0000000000000440 0161 000000000000f03f 016e 0000000000000080 0163 000000000000f0ff";
    private const string TextMembers = "03 04 0161 01 31 0162 03 322e35 0163 ff c00c fe";
    private const string Ziplist = "0c 18 18000000 12000000 0400 00 0161 03 f2 02 0162 03 03 322e35 ff";

    [Theory]
    [InlineData(Listpack, "c -inf, a 1, b 2.5,  3, 12 1e+17")]
    [InlineData(Members, "c -inf, n 0, a 1, b 2.5,  3, 12 1e+17")]
    [InlineData(TextMembers, "c -inf, a 1, b 2.5, 12 inf")]
    [InlineData(Ziplist, "a 1, b 2.5")]
    public void Every_encoding_is_read_and_packed_when_it_is_small(string hex, string expected)
    {
        SortedSetValue packed = Decode(hex, 128), table = Decode(hex, 1);
        Assert.Equal(expected, Show(packed));
        Assert.Equal(expected, Show(table).Replace("-0", "0", StringComparison.Ordinal));
        Assert.Null(packed.Table);
        Assert.NotNull(table.Table);
    }

    [Theory]
    [InlineData(Listpack, 128)]
    [InlineData(Members, 1)]
    public void A_sorted_set_is_written_as_redis_wrote_it(string hex, int packedMembers)
    {
        ArrayBufferWriter<byte> output = new();
        Decode(hex, packedMembers).WriteRdb(new RdbWriter(output));
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [InlineData("05 00")]
    [InlineData("05 02 0161 000000000000f03f 0161 0000000000000040")]
    [InlineData("05 01 0161 000000000000f87f")]
    [InlineData("05 81 7fffffffffffffff 0161 000000000000f03f")]
    [InlineData("03 01 0161 fd")]
    [InlineData("03 01 0161 03 6e616e")]
    [InlineData("03 01 0161 00")]
    [InlineData("11 07 07000000 0000 ff")]
    [InlineData("11 0a 0a000000 0100 816102 ff")]
    [InlineData("11 13 13000000 0400 816102 0201 816202 0101 ff")]
    [InlineData("11 13 13000000 0400 816202 0101 816102 0101 ff")]
    [InlineData("11 13 13000000 0400 816102 0101 816102 0101 ff")]
    [InlineData("11 13 13000000 0400 816102 0101 816102 0201 ff")]
    [InlineData("11 0f 0f000000 0200 816102 836e616e04 ff")]
    [InlineData("0c 0b 0b000000 0a000000 0000 ff")]
    public void What_is_no_sorted_set_is_refused(string hex)
    {
        Assert.Throws<RdbFormatException>(() => Decode(hex, 128));
        Assert.Throws<RdbFormatException>(() => Decode(hex, 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_payloads_are_read_or_refused(int seed)
    {
        Random random = new(seed);
        byte[][] originals = [.. ((string[])[Listpack, Members, TextMembers, Ziplist]).Select(hex => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)))];
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. originals[random.Next(originals.Length)]];
            for (int changes = random.Next(1, 4); changes > 0; changes--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                if (ValueCodec.Decode(bytes, new KeyspaceSettings { ZsetMaxListpackEntries = random.Next(4) }) is not SortedSetValue set) continue;
                read++;
                Assert.Equal(set.Count, Show(set).Count(letter => letter == ',') + 1);
            }
            catch (RdbFormatException refused)
            {
                Assert.Contains("byte", refused.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(read, 1, 20_000);
    }

    private static SortedSetValue Decode(string hex, int packedMembers) => (SortedSetValue)ValueCodec.Decode(
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), new KeyspaceSettings { ZsetMaxListpackEntries = packedMembers });

    private static string Show(SortedSetValue set)
    {
        List<string> members = [];
        for (SortedSetCursor at = set.CursorAt(0); at.IsAtMember; at.MoveNext())
            members.Add($"{Encoding.Latin1.GetString(at.Member.ToArray()).Replace(',', ';')} {Encoding.ASCII.GetString(DoubleText.Format(at.Score, new byte[DoubleText.MaxLength]))}");
        return string.Join(", ", members);
    }
}
