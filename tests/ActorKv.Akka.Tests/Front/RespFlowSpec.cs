using System.Text;

namespace ActorKv.Akka.Tests.Front;

public sealed class RespFlowSpec : IAsyncLifetime
{
    private TestNode _node = null!;
    private RespConnection _client = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StandaloneAsync();
        _client = await _node.ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
    }

    [Theory]
    [InlineData("SET k v", "OK")]
    [InlineData("GET nothing", "(nil)")]
    [InlineData("MSET {a}1 x {a}2 y", "OK")]
    [InlineData("MSET a x b y", "(error) CROSSSLOT Keys in request don't hash to the same slot")]
    [InlineData("DBSIZE", "(integer) 0")]
    [InlineData("FLUSHALL", "OK")]
    [InlineData("KEYS *", "[]")]
    [InlineData("RANDOMKEY", "(nil)")]
    [InlineData("SCAN 0", "[0, []]")]
    [InlineData("PING", "PONG")]
    [InlineData("EVAL 'return {KEYS[1],ARGV[1]}' 1 k a", "[k, a]")]
    [InlineData("SAVE", "(error) ERR Key shards are saved one by one as snapshots of their actors: there is no save of all")]
    public async Task Commands_are_answered_as_a_Redis_Cluster_answers_them(string line, string reply) => Assert.Equal(reply, await _client.Run(line));

    [Fact]
    public async Task Replies_come_in_the_order_of_commands_although_key_shards_answer_in_theirs()
    {
        string[] lines = [.. Enumerable.Range(0, 3000).SelectMany(i => new[] { $"SET key{i} {i}", $"GET key{i}", $"ECHO {i}" })];
        Task sent = _client.SendAsync(lines);
        string[] expected = [.. Enumerable.Range(0, 3000).SelectMany(i => new[] { "OK", $"{i}", $"{i}" })];
        Assert.Equal(expected, await _client.ReadAsync(lines.Length));
        await sent;
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        foreach (byte one in RespConnection.Encode("SET k v", "GET k")) await _client.SendAsync(new[] { one });
        Assert.Equal(["OK", "v"], await _client.ReadAsync(2));
    }

    [Fact]
    public async Task Large_values_go_through_whole()
    {
        string value = string.Concat(Enumerable.Range(0, 200_000).Select(i => (char)('a' + i % 26)));
        Assert.Equal("OK", await _client.Run($"SET big {value}"));
        Assert.Equal(value, await _client.Run("GET big"));
        Assert.Equal(value, await _client.Run("GETDEL big"));
    }

    [Fact]
    public async Task A_transaction_runs_as_one_turn_and_holds_what_comes_behind_it()
    {
        await _client.SendAsync("MULTI", "SET {t}1 a", "INCR {t}1", "GET {t}1", "EXEC", "GET {t}1");
        Assert.Equal(["OK", "QUEUED", "QUEUED", "QUEUED", "[OK, (error) ERR value is not an integer or out of range, a]", "a"], await _client.ReadAsync(6));
    }

    [Fact]
    public async Task EXEC_answers_nil_when_a_watched_key_has_changed()
    {
        using RespConnection other = await _node.ConnectAsync();
        Assert.Equal("OK", await _client.Run("WATCH w"));
        Assert.Equal("OK", await other.Run("SET w theirs"));
        await _client.SendAsync("MULTI", "SET w mine", "EXEC", "GET w");
        Assert.Equal(["OK", "QUEUED", "(nil)", "theirs"], await _client.ReadAsync(4));
    }

    [Fact]
    public async Task EXEC_runs_when_no_watched_key_has_changed_and_UNWATCH_forgets()
    {
        using RespConnection other = await _node.ConnectAsync();
        await _client.SendAsync("WATCH w", "GET w", "MULTI", "SET w mine", "EXEC");
        Assert.Equal(["OK", "(nil)", "OK", "QUEUED", "[OK]"], await _client.ReadAsync(5));
        await _client.SendAsync("WATCH w", "UNWATCH");
        Assert.Equal(["OK", "OK"], await _client.ReadAsync(2));
        await other.Run("SET w theirs");
        await _client.SendAsync("MULTI", "GET w", "EXEC");
        Assert.Equal(["OK", "QUEUED", "[theirs]"], await _client.ReadAsync(3));
    }

    [Fact]
    public async Task Who_has_given_the_password_may_read_and_write()
    {
        Assert.Equal("OK", await _client.Run("CONFIG SET requirepass secret"));
        using RespConnection other = await _node.ConnectAsync();
        await other.SendAsync("SET k w", "AUTH secret", "SET k x", "GET k", "MULTI", "APPEND k y", "EXEC");
        Assert.Equal(["(error) NOAUTH Authentication required.", "OK", "OK", "x", "OK", "QUEUED", "[(integer) 2]"], await other.ReadAsync(7));
        // Who was there before it was asked for may stay.
        Assert.Equal("(integer) 3", await _client.Run("APPEND k z"));
    }

    [Fact]
    public async Task A_user_who_comes_by_the_name_of_one_who_has_gone_has_his_own_rights()
    {
        foreach (string rights in new[] { "~a* ~b*", "~a*" })
        {
            Assert.Equal("OK", await _client.Run($"ACL SETUSER ann on >secret +@all {rights}"));
            using (RespConnection ann = await _node.ConnectAsync())
            {
                Assert.Equal("OK", await ann.Run("AUTH ann secret"));
                Assert.Equal("OK", await ann.Run("EVAL 'return redis.call(\"SET\",KEYS[1],1)' 1 a{b}"));
                string other = await ann.Run("EVAL 'return redis.call(\"SET\",\"b{b}\",1)' 1 a{b}");
                Assert.Equal(rights.Contains("~b*", StringComparison.Ordinal), other == "OK");
            }
            Assert.Equal("(integer) 1", await _client.Run("ACL DELUSER ann"));
        }
    }

    [Fact]
    public async Task A_blocking_command_waits_and_holds_its_connection_alone()
    {
        using RespConnection other = await _node.ConnectAsync();
        await _client.SendAsync("BLPOP list 0", "PING");
        Assert.Equal("(integer) 1", await other.Run("RPUSH list v"));
        Assert.Equal(["[list, v]", "PONG"], await _client.ReadAsync(2));
    }

    [Fact]
    public async Task Who_leaves_while_waiting_takes_nothing()
    {
        using RespConnection other = await _node.ConnectAsync();
        using (RespConnection waiting = await _node.ConnectAsync()) await waiting.SendAsync("BLPOP list 0");
        // The end of a connection takes its way through socket, stream and key shard.
        for (string clients = "+"; clients.Contains('+', StringComparison.Ordinal);)
        {
            Assert.Equal("(integer) 1", await other.Run("RPUSH list v"));
            clients = await other.Run("LPOP list") == "v" ? "" : "+";
        }
    }

    [Fact]
    public async Task CLIENT_REPLY_OFF_silences_replies_of_key_shards_too()
    {
        await _client.SendAsync("CLIENT REPLY OFF", "SET a 1", "SET b 2", "CLIENT REPLY ON", "CLIENT REPLY SKIP", "SET c 3", "MGET a a");
        Assert.Equal(["OK", "[1, 1]"], await _client.ReadAsync(2));
    }

    [Fact]
    public async Task Messages_come_between_replies()
    {
        using RespConnection other = await _node.ConnectAsync();
        await _client.SendAsync("HELLO 3", "SUBSCRIBE news");
        await _client.ReadAsync(2);
        Assert.Equal("(integer) 1", await other.Run("PUBLISH news first"));
        Assert.Equal("[message, news, first]", await _client.ReadAsync());
        await _client.SendAsync("BLPOP list 0");
        Assert.Equal("(integer) 1", await other.Run("PUBLISH news second"));
        Assert.Equal("[message, news, second]", await _client.ReadAsync());
        await other.Run("RPUSH list v");
        Assert.Equal("[list, v]", await _client.ReadAsync());
    }

    [Fact]
    public async Task What_is_no_RESP_ends_the_connection_with_its_error()
    {
        await _client.SendAsync(Encoding.ASCII.GetBytes("*1\r\n:no\r\n"));
        Assert.Equal("(error) ERR Protocol error: expected '$', got ':'", await _client.ReadAsync());
        await Assert.ThrowsAsync<EndOfStreamException>(() => _client.ReadAsync());
    }

    [Fact]
    public async Task Replies_of_the_chosen_protocol_version_come_from_key_shards()
    {
        await _client.SendAsync("HELLO 3");
        await _client.ReadAsync();
        await _client.Run("HSET h f v");
        await _client.SendAsync("HGETALL h");
        Assert.Equal(ActorKv.Protocol.ReplyKind.Map, (await _client.ReadReplyAsync()).Kind);
    }

    [Fact]
    public async Task SCAN_finds_every_key_whatever_key_shard_it_is_in()
    {
        for (int i = 0; i < 100; i++) await _client.SendAsync($"SET k{i} v");
        await _client.ReadAsync(100);
        HashSet<string> found = [];
        string cursor = "0";
        do
        {
            await _client.SendAsync($"SCAN {cursor} COUNT 30");
            ActorKv.Protocol.Reply page = await _client.ReadReplyAsync();
            cursor = page.Items[0].Text;
            foreach (ActorKv.Protocol.Reply key in page.Items[1].Items) found.Add(key.Text);
        }
        while (cursor != "0");
        Assert.Equal(100, found.Count);
        Assert.Equal("(integer) 100", await _client.Run("DBSIZE"));
    }
}
