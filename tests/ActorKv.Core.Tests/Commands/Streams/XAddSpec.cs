using ActorKv.Core.DataTypes.Streams;

namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XAddSpec
{
    [Fact]
    public void XADD_with_a_star_takes_the_time_and_logs_the_id()
    {
        using Kv kv = new();
        kv.Run("XADD s * f v").Replies("1000000-0");
        kv.Logged("XADD s 1000000-0 f v");
        kv.Run("XADD s * f v g w").Replies("1000000-1");
        kv.Now = 999_000;
        kv.Run("XADD s * f v").Replies("1000000-2");
        kv.Now = 1_000_001;
        kv.Run("XADD s * f v").Replies("1000001-0");
        kv.Run("XLEN s").Replies("(integer) 4");
    }

    [Theory]
    [InlineData("1", "1-0")]
    [InlineData("7-*", "7-0")]
    [InlineData("0-*", "0-1")]
    [InlineData("0-1", "0-1")]
    [InlineData("007", "7-0")]
    [InlineData("+7-+3", "7-3")]
    [InlineData("\" 7\"", "7-0")]
    [InlineData("\"7-3\\x00-5\"", "7-3")]
    [InlineData("18446744073709551615-*", "18446744073709551615-0")]
    [InlineData("18446744073709551615-18446744073709551615", "18446744073709551615-18446744073709551615")]
    public void XADD_reads_ids_as_C_reads_numbers(string id, string expected)
    {
        using Kv kv = new();
        kv.Run($"XADD s {id} f v").Replies(expected);
        kv.Logged($"XADD s {expected} f v");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\"\"")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("-1")]
    [InlineData("5-")]
    [InlineData("5-x")]
    [InlineData("5-1-1")]
    [InlineData("5-**")]
    [InlineData("*-5")]
    [InlineData("5*")]
    [InlineData("18446744073709551616")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000005")]
    public void XADD_refuses_what_is_no_id(string id)
    {
        using Kv kv = new();
        kv.Run($"XADD s {id} f v").Fails("ERR Invalid stream ID specified as stream command argument");
        kv.Run("EXISTS s").Replies("(integer) 0");
    }

    [Fact]
    public void XADD_wants_ids_that_grow()
    {
        using Kv kv = new();
        kv.Run("XADD s 0-0 f v").Fails("ERR The ID specified in XADD must be greater than 0-0");
        kv.Run("XADD s 5-5 f v").Replies("5-5");
        kv.Run("XADD s 5-5 f v").Fails("ERR The ID specified in XADD is equal or smaller than the target stream top item");
        kv.Run("XADD s 5 f v").Fails("ERR The ID specified in XADD is equal or smaller than the target stream top item");
        kv.Run("XADD s 4-* f v").Fails("ERR The ID specified in XADD is equal or smaller than the target stream top item");
        kv.LoggedNothing();
        kv.Run("XADD s 5-* f v").Replies("5-6");
    }

    [Fact]
    public void XADD_at_the_end_of_all_ids()
    {
        using Kv kv = new();
        kv.Run("XADD s 9-18446744073709551615 f v");
        kv.Run("XADD s 9-* f v").Fails("ERR Elements are too large to be stored");
        kv.Run("XADD s 18446744073709551615-18446744073709551614 f v");
        kv.Run("XADD s * f v").Replies("18446744073709551615-18446744073709551615");
        kv.Run("XADD s * f v").Fails("ERR The stream has exhausted the last possible ID, unable to add more items");
        kv.Run("XADD s 1 f v").Fails("ERR The stream has exhausted the last possible ID, unable to add more items");
    }

    [Fact]
    public void XADD_goes_on_to_the_next_millisecond_when_one_is_used_up()
    {
        using Kv kv = new();
        kv.Run("XADD s 1000000-18446744073709551615 f v");
        kv.Run("XADD s * f v").Replies("1000001-0");
    }

    [Fact]
    public void XADD_NOMKSTREAM_adds_only_to_a_stream_that_is_there()
    {
        using Kv kv = new();
        kv.Run("XADD s NOMKSTREAM 1 f v").RepliesOnWire("$-1\r\n");
        kv.LoggedNothing();
        kv.Run("XADD s 1 f v");
        kv.Run("XADD s nomkstream 2 f v").Replies("2-0");
        kv.Logged("XADD s 2-0 f v");
    }

    [Fact]
    public void XADD_with_MAXLEN_trims_to_a_length()
    {
        using Kv kv = new();
        kv.Run("XADD s MAXLEN 2 1 f v");
        kv.Logged("XADD s 1-0 f v");
        kv.Run("XADD s 2 f v");
        kv.Run("XADD s MAXLEN = 2 3 f v").Replies("3-0");
        kv.Logged("XADD s MAXLEN = 2 3-0 f v");
        kv.Run("XADD s MAXLEN 0 4 f v").Replies("4-0");
        kv.Run("XLEN s").Replies("(integer) 0");
        kv.Run("EXISTS s").Replies("(integer) 1");
    }

    [Fact]
    public void XADD_with_MINID_trims_to_an_id()
    {
        using Kv kv = new();
        for (int i = 1; i <= 3; i++) kv.Run($"XADD s {i} f v");
        kv.Run("XADD s MINID 3 4 f v").Replies("4-0");
        kv.Logged("XADD s MINID = 3-0 4-0 f v");
        kv.Run("XRANGE s - +").Replies("[[3-0, [f, v]], [4-0, [f, v]]]");
    }

    [Fact]
    public void XADD_that_trims_approximately_logs_what_it_came_to()
    {
        using Kv kv = new();
        kv.Settings.StreamNodeMaxEntries = 3;
        for (int i = 1; i <= 8; i++) kv.Run($"XADD s {i} f v");
        kv.Run("XADD s MAXLEN ~ 4 9 f v");
        kv.Logged("XADD s MINID = 4-0 9-0 f v");
        kv.Run("XLEN s").Replies("(integer) 6");
        kv.Run("XADD s MAXLEN ~ 5 10 f v");
        kv.Logged("XADD s 10-0 f v");
        kv.Run("XADD s MAXLEN ~ 0 11 f v");
        kv.Logged("XADD s MAXLEN = 0 11-0 f v");
    }

    [Theory]
    [InlineData("MAXLEN -1 1", "ERR The MAXLEN argument must be >= 0.")]
    [InlineData("MAXLEN x 1", "ERR value is not an integer or out of range")]
    [InlineData("MAXLEN ~ x 1", "ERR value is not an integer or out of range")]
    [InlineData("MINID x 1", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("MAXLEN 1 MINID 1 1", "ERR syntax error, MAXLEN and MINID options at the same time are not compatible")]
    [InlineData("MAXLEN ~ 1 LIMIT -1 1", "ERR The LIMIT argument must be >= 0.")]
    [InlineData("MAXLEN ~ 1 LIMIT x 1", "ERR value is not an integer or out of range")]
    [InlineData("MAXLEN 1 LIMIT 1 1", "ERR syntax error, LIMIT cannot be used without the special ~ option")]
    [InlineData("LIMIT 1 1", "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy")]
    [InlineData("LIMIT 0 1", "ERR syntax error, LIMIT cannot be used without the special ~ option")]
    [InlineData("KEEPREF DELREF 1", "ERR syntax error")]
    public void XADD_refuses_options_that_do_not_fit(string options, string error)
    {
        using Kv kv = new();
        kv.Run($"XADD s {options} f v").Fails(error);
        kv.Run("EXISTS s").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("XADD s *")]
    [InlineData("XADD s * f")]
    [InlineData("XADD s * f v g")]
    [InlineData("XADD s NOMKSTREAM MAXLEN 3")]
    [InlineData("XADD s MAXLEN 3 * f")]
    public void XADD_wants_pairs_of_field_and_value(string command)
    {
        using Kv kv = new();
        kv.Run(command).Fails("ERR wrong number of arguments for 'xadd' command");
    }

    [Fact]
    public void XADD_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("XADD k 0-0 f v").Fails("ERR The ID specified in XADD must be greater than 0-0");
        kv.Run("XADD k NOMKSTREAM 1 f v").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    [Fact]
    public void XADD_tells_who_waits_each_time()
    {
        using Kv kv = new();
        foreach (Core.Keyspaces.KeyShardState shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run("XADD s 1 f v");
        kv.ReportedReady("s");
        kv.Run("XADD s 2 f v");
        kv.ReportedReady("s");
        kv.Run("XADD s 2 f v");
        kv.ReportedReady();
    }

    [Fact]
    public void Entries_keep_fields_and_values_as_they_are()
    {
        using Kv kv = new();
        string large = new('x', 70_000);
        kv.Run("XADD s 1 f 1 f 1 \"\" \"\"").Replies("1-0");
        kv.Run("XADD s 2 f 007 f -0 \"\" \"\\x00\\xff\"");
        kv.Run($"XADD s 3 {large} 9223372036854775807");
        kv.Run("XADD s 4 f v");
        kv.Run("XRANGE s - +").Replies($"[[1-0, [f, 1, f, 1, , ]], [2-0, [f, 007, f, -0, , \0\u00ff]], [3-0, [{large}, 9223372036854775807]], [4-0, [f, v]]]");
        kv.Run("OBJECT ENCODING s").Replies("stream");
        kv.Run("TYPE s").Replies("stream");
    }

    [Theory]
    [InlineData(100, 4096, 100, 10)]
    [InlineData(0, 4096, 4096, 1)]
    [InlineData(1, 0, 1, 10)]
    [InlineData(0, 0, 1000, 1)]
    public void Nodes_end_where_the_limits_say(int maxEntries, int maxBytes, int perNode, int atLeast)
    {
        StreamNodeLimit limit = new(maxBytes, maxEntries);
        EntryStream stream = new();
        for (ulong i = 1; i <= 1000; i++) stream.Append(new StreamId(1, i), new StreamFields(Protocol.Request.Of("f"u8.ToArray(), "v"u8.ToArray()), 0), limit);
        Assert.True(stream.NodeCount >= atLeast);
        Assert.True(stream.Length <= (long)perNode * stream.NodeCount);
    }
}
