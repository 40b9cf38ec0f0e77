// The subcommands of DEBUG that test suites and client authors use.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server;

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class DebugToolsSpec
{
    [Fact]
    public async Task DEBUG_POPULATE_makes_the_keys_that_are_missing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET p:1 mine");
        Assert.Equal("OK", await kv.Run("DEBUG POPULATE 3 p"));
        Assert.Equal("[value:0, mine, value:2]", await kv.Run("MGET p:0 p:1 p:2"));
        Assert.Equal("OK", await kv.Run("DEBUG POPULATE 2 q 3"));
        Assert.Equal("[val, val]", await kv.Run("MGET q:0 q:1"));
        await kv.Run("DEBUG POPULATE 1 r 10");
        Assert.Equal("value:0\0\0\0", await kv.Run("GET r:0"));
        Assert.Equal("OK", await kv.Run("DEBUG POPULATE 1"));
        Assert.Equal("(integer) 7", await kv.Run("DBSIZE"));
        Assert.Equal("(error) ERR value is out of range, must be positive", await kv.Run("DEBUG POPULATE -1"));
        string digest = kv.Digest();
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(digest, after.Digest());
    }

    [Theory]
    [InlineData("string", "Hello World"), InlineData("integer", "(integer) 12345"), InlineData("double", "3.141"), InlineData("null", "(nil)")]
    [InlineData("array", "[(integer) 0, (integer) 1, (integer) 2]"), InlineData("set", "[(integer) 0, (integer) 1, (integer) 2]")]
    [InlineData("map", "[(integer) 0, (integer) 0, (integer) 1, (integer) 1, (integer) 2, (integer) 0]"), InlineData("bignum", "1234567999999999999999999999999999999")]
    [InlineData("attrib", "Some real reply following the attribute"), InlineData("push", "(error) ERR RESP2 is not supported by this command")]
    [InlineData("verbatim", "This is a verbatim\nstring"), InlineData("true", "(integer) 1"), InlineData("false", "(integer) 0")]
    [InlineData("none", "(error) ERR Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false")]
    public async Task DEBUG_PROTOCOL_replies_a_value_of_each_type(string type, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(reply, await kv.Run("DEBUG PROTOCOL " + type));
    }

    [Fact]
    public async Task DEBUG_ERROR_replies_the_error_that_it_is_given()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) MINE some text", await kv.Run("DEBUG ERROR 'MINE some text'"));
        Assert.Equal("OK", await kv.Run("DEBUG LOG hello"));
    }

    [Fact]
    public async Task DEBUG_CHANGE_REPL_ID_changes_what_INFO_tells()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string before = kv.Store.Statistics.ReplicationId;
        Assert.Equal("OK", await kv.Run("DEBUG CHANGE-REPL-ID"));
        string info = await kv.Run("INFO replication");
        Assert.DoesNotContain(before, info, StringComparison.Ordinal);
        Assert.Contains("master_replid:" + kv.Store.Statistics.ReplicationId, info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DEBUG_PAUSE_CRON_stops_the_heartbeat()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("DEBUG PAUSE-CRON 1"));
        Assert.True(kv.Store.Heartbeat.IsPaused);
        Assert.Equal("OK", await kv.Run("DEBUG PAUSE-CRON 0"));
        Assert.False(kv.Store.Heartbeat.IsPaused);
    }

    [Fact]
    public async Task DEBUG_HTSTATS_tells_how_many_elements_the_tables_have()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[Dictionary HT]\nNo stats available for empty dictionaries\n[Expires HT]\nNo stats available for empty dictionaries\n", await kv.Run("DEBUG HTSTATS 0"));
        await kv.Run("MSET a 1 b 2");
        await kv.Run("EXPIRE a 100");
        Assert.Matches(@"Dictionary HT\]\n number of elements: 2\n table bytes: \d+\n\[Expires HT\]\n number of elements: 1\n", await kv.Run("DEBUG HTSTATS 0"));
        Assert.Equal("(error) ERR Out of range database", await kv.Run("DEBUG HTSTATS 99"));
    }

    [Fact]
    public async Task DEBUG_LOADAOF_goes_back_to_what_is_durable()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        Assert.Equal("OK", await kv.Run("DEBUG LOADAOF"));
        Assert.Equal("v", await kv.Run("GET k"));
    }

    [Fact]
    public async Task What_Redis_tests_itself_with_is_accepted_or_refused_with_a_reason()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        foreach (string accepted in new[] { "QUICKLIST-PACKED-THRESHOLD 200b", "REPLYBUFFER RESIZING 1", "SET-DISABLE-DENY-SCRIPTS 1", "AOF-FLUSH-SLEEP 0" })
            Assert.Equal("OK", await kv.Run("DEBUG " + accepted));
        Assert.Equal("(error) ERR argument must be a memory value bigger than 1 and smaller than 4gb", await kv.Run("DEBUG QUICKLIST-PACKED-THRESHOLD 5g"));
        Assert.Equal("(error) ERR DEBUG SEGFAULT is not supported: the server does not crash on request", await kv.Run("DEBUG SEGFAULT"));
        foreach (CommandSpec spec in DebugRows.Specs) Assert.NotEqual("", await kv.Run("DEBUG " + spec.Name));
    }

    [Fact]
    public async Task DEBUG_HELP_lists_what_does_something()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Contains("POPULATE <count>", await kv.Run("DEBUG HELP"), StringComparison.Ordinal);
    }
}
