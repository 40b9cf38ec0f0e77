// Streams from RDB: what redis-server 7.0.15 answered to DUMP, the older and the newer type put together from it, and payloads that lie.

using System.Buffers;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Tests.DataTypes.Streams;

public sealed class StreamRdbSpec
{
    // Four entries, of which 1-5 is deleted and 2-0 has a field of its own, in one node.
    private const string Node =
        "57000000 1f00 0301 0101 0201 816102 816202 0001" +
        "0201 0001 0001 0101 8568656c6c6f06 0501" +
        "0301 0001 0401 0201 f2a0860104 0501" +
        "0001 0101 dfff02 0101 816302 817802 0601" +
        "0201 f2df930404 dfff02 dff902 8001 0501 ff";

    private const string Nodes = "01 10 00000000000000010000000000000001 4057" + Node;

    private const string Group =
        "0167 0200 81ffffffffffffffff 02 00000000000000010000000000000001 b5cd3b04a2010000 01 00000000000000020000000000000000 d6cd3b04a2010000 01";

    private const string Consumers =
        "02 05616c696365 b5cd3b04a2010000 01 00000000000000010000000000000001 03626f62 d6cd3b04a2010000 01 00000000000000020000000000000000";

    private const string Groups = "02" + Group + Consumers + "0168 80000493e000 81ffffffffffffffff 00 01 c00c facd3b04a2010000 00";

    private const string Whole = "13" + Nodes + "03 80000493e000 0101 0105 04" + Groups;

    [Fact]
    public void A_stream_is_written_as_redis_wrote_it()
    {
        EntryStream stream = Read(Whole);
        Assert.Equal(3, stream.Length);
        Assert.Equal("300000-0", stream.LastId.ToString());
        Assert.Equal("1-1", stream.FirstId.ToString());
        Assert.Equal("1-5", stream.MaxDeletedId.ToString());
        Assert.Equal(4, stream.EntriesAdded);
        Assert.Equal(2, stream.Groups.Count);
        Assert.Equal("2-0", stream.Groups[0].Consumers[1].Pending.First.Id.ToString());
        Assert.Equal(Hex(Whole), Convert.ToHexStringLower(Write(stream)));
    }

    [Fact]
    public void What_Redis_5_wrote_gets_the_counts_that_Redis_7_gives_it()
    {
        EntryStream stream = Read("0f" + Nodes + "03 80000493e000 01 0167 80000493e000 00 00");
        Assert.Equal(3, stream.EntriesAdded);
        Assert.Equal("1-1", stream.FirstId.ToString());
        Assert.Equal(StreamId.Zero, stream.MaxDeletedId);
        Assert.Equal(3, stream.Groups[0].EntriesRead);
    }

    [Fact]
    public void What_Redis_7_2_wrote_loses_the_times_at_which_consumers_were_active()
    {
        EntryStream stream = Read("15" + Nodes + "03 80000493e000 0101 0105 04 01" + Group +
            "02 05616c696365 b5cd3b04a2010000 0000000000000000 01 00000000000000010000000000000001" +
            "03626f62 d6cd3b04a2010000 ffffffffffffffff 01 00000000000000020000000000000000");
        Assert.Equal(0x1a2043bcdd6, stream.Groups[0].Consumers[1].SeenTime);
        Assert.Equal(1, stream.Groups[0].Consumers[1].Pending.Count);
    }

    [Theory]
    [InlineData("13 00 00 0000 0000 0000 00 00", "an empty stream")]
    [InlineData("13 00 00 0503 0000 0503 09 00", "one that had entries")]
    public void A_stream_without_entries_is_a_stream(string hex, string what)
    {
        Assert.NotEmpty(what);
        Assert.Equal(Hex(hex), Convert.ToHexStringLower(Write(Read(hex))));
    }

    [Fact]
    public void Deleted_entries_behind_the_last_id_are_dropped()
    {
        // XADD 5, XADD 6, XDEL 6, XSETID 6 MAXDELETEDID 1, XSETID 5: the node still has 6-0, marked.
        EntryStream stream = Read("13 01 10 00000000000000050000000000000000 26 26000000 0f00" +
            "0101 0101 0101 816602 0001 0201 0001 0001 0101 0401 0301 0101 0001 0101 0401 ff 01 0500 0500 0100 02 00");
        Assert.Equal("5-0", stream.LastInNodes().ToString());
        stream.Append(new StreamId(5, 1), new StreamFields(Protocol.Request.Of("f"u8.ToArray(), "1"u8.ToArray()), 0), new StreamNodeLimit(4096, 100));
        Assert.Equal(2, ((EntryStream)ValueCodec.Decode(Write(stream), new KeyspaceSettings())).Length);
    }

    // Each is one change of what redis-server wrote.
    [Theory]
    [InlineData("1f00 0301 0101", "1f00 0401 0101", "more entries than there are")]
    [InlineData("1f00 0301 0101", "1f00 0201 0201", "fewer entries, and more deleted")]
    [InlineData("0301 0001 0401 0201", "0201 0001 0401 0201", "an entry that is not deleted after all")]
    [InlineData("1f00 0301 0101 0201", "1f00 0301 0101 0101", "one field too few")]
    [InlineData("1f00 0301 0101 0201", "1f00 0301 0101 7f01", "more fields than elements")]
    [InlineData("1f00 0301 0101 0201", "1f00 dfff02 01 0201", "a negative number of entries")]
    [InlineData("816202 0001", "816202 0101", "no 0 behind the fields")]
    [InlineData("0201 0001 0001 0101 85", "0601 0001 0001 0101 85", "an unknown flag")]
    [InlineData("0301 0001 0401 0201", "0301 0001 0001 0201", "an id twice")]
    [InlineData("0301 0001 0401 0201", "0301 0201 0001 0201", "ids that go back")]
    [InlineData("8568656c6c6f06 0501", "8568656c6c6f06 0401", "a wrong number of elements")]
    [InlineData("0101 816302 817802 0601", "0201 816302 817802 0601", "fields that the entry has not got")]
    [InlineData("0101 816302 817802 0601", "0001 816302 817802 0601", "an entry without fields")]
    [InlineData("01 10 0000000000000001", "01 0f 00000000000000", "a key of 15 bytes")]
    [InlineData("00000000000000010000000000000001 4057", "00000000000000010000000000000009 4057", "no lie at all, but the last id is before the last entry", "03 80000493e000 0101", "03 0909 0101")]
    [InlineData("03 80000493e000 0101", "04 80000493e000 0101", "a length that is not that of the nodes")]
    [InlineData("03 80000493e000 0101", "03 02 05 0101", "a last id before the last entry")]
    [InlineData("0168 80000493e000", "0167 80000493e000", "a group twice")]
    [InlineData("d6cd3b04a2010000 01 02 05616c", "d6cd3b04a2010000 01 01 05616c", "a pending entry without a consumer", "03626f62 d6cd3b04a2010000 01 00000000000000020000000000000000 0168", "0168")]
    [InlineData("03626f62 d6cd3b04a2010000 01 00000000000000020000000000000000", "03626f62 d6cd3b04a2010000 01 00000000000000030000000000000000", "a consumer's entry that the group has not got")]
    [InlineData("03626f62 d6cd3b04a2010000 01 00000000000000020000000000000000", "03626f62 d6cd3b04a2010000 01 00000000000000010000000000000001", "an entry of two consumers")]
    [InlineData("03626f62", "05616c696365", "a consumer twice")]
    [InlineData("01 00000000000000020000000000000000 d6cd", "01 00000000000000010000000000000001 d6cd", "a pending entry twice")]
    public void Forged_streams_are_refused(string from, string to, string what, string also = "", string by = "")
    {
        string whole = Hex(Whole);
        Assert.Contains(Hex(from), whole, StringComparison.Ordinal);
        string forged = ReplaceFirst(whole, Hex(from), Hex(to));
        if (also.Length > 0) forged = ReplaceFirst(forged, Hex(also), Hex(by));
        Assert.True(Record.Exception(() => Read(forged)) is RdbFormatException, what);
    }

    [Fact]
    public void Nodes_must_be_in_their_order()
    {
        string node = Hex("10 00000000000000010000000000000001 4057" + Node);
        Assert.Throws<RdbFormatException>(() => Read("13 02" + node + node + "06 80000493e000 0101 0105 04 00"));
    }

    [Fact]
    public void A_mutated_stream_is_read_whole_or_refused()
    {
        byte[] bytes = Convert.FromHexString(Hex(Whole));
        Random random = new(20);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutated = [.. bytes];
            for (int times = random.Next(1, 4); times > 0; times--) mutated[random.Next(1, mutated.Length)] = (byte)random.Next(256);
            try
            {
                EntryStream stream = (EntryStream)ValueCodec.Decode(mutated, new KeyspaceSettings());
                byte[] written = Write(stream);
                Assert.Equal(written, Write((EntryStream)ValueCodec.Decode(written, new KeyspaceSettings())));
                read++;
            }
            catch (RdbFormatException)
            {
                continue;
            }
        }
        Assert.InRange(read, 1, 19_999);
    }

    private static string ReplaceFirst(string text, string from, string to)
    {
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        return text[..at] + to + text[(at + from.Length)..];
    }

    private static EntryStream Read(string hex) => (EntryStream)ValueCodec.Decode(Convert.FromHexString(Hex(hex)), new KeyspaceSettings());

    private static byte[] Write(EntryStream stream)
    {
        ArrayBufferWriter<byte> output = new();
        stream.WriteRdb(new RdbWriter(output));
        return output.WrittenSpan.ToArray();
    }

    private static string Hex(string spaced) => spaced.Replace(" ", "", StringComparison.Ordinal);
}
