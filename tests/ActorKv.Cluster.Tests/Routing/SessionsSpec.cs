using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Cluster.Tests.Testing;

namespace ActorKv.Cluster.Tests.Routing;

public sealed class SessionsSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;
    private TestClient _client = null!;
    private string _key = "";

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(nodes: 2);
        _client = _cluster.Connect(0);
        _key = _cluster.KeyOf(1);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task BLPOP_waits_on_another_node()
    {
        await _client.SendAsync($"INCR {_cluster.KeyOf(1, 1)}", $"BLPOP {_key} 0", "PING");
        Assert.Equal("(integer) 1", await _client.ReadAsync());
        await BlockedAsync(1);
        Assert.Contains("blocked_clients:1\r", await _cluster.Connect(0).Run("INFO clients"), StringComparison.Ordinal);
        Assert.Contains("blocked_clients:0\r", await _cluster.Connect(1).Run("INFO clients"), StringComparison.Ordinal);
        Assert.Equal("(integer) 1", await _cluster.Connect(0).Run($"RPUSH {_key} v"));
        Assert.Equal($"[{_key}, v]", await _client.ReadAsync());
        Assert.Equal("PONG", await _client.ReadAsync());
        Assert.Equal("(nil)", await _client.Run($"BLPOP {_key} 0.01"));
    }

    [Fact]
    public async Task A_client_that_goes_waits_no_more()
    {
        await _client.SendAsync($"BLPOP {_key} 0");
        await BlockedAsync(1);
        _client.Dispose();
        await BlockedAsync(0);
        TestClient other = _cluster.Connect(0);
        await other.Run($"RPUSH {_key} v");
        Assert.Equal("(integer) 1", await other.Run($"LLEN {_key}"));
    }

    [Theory]
    [InlineData("TIMEOUT", "(nil)")]
    [InlineData("ERROR", "(error) UNBLOCKED client unblocked via CLIENT UNBLOCK")]
    public async Task CLIENT_UNBLOCK_ends_a_wait_on_another_node(string how, string reply)
    {
        string id = (await _client.Run("CLIENT ID"))["(integer) ".Length..];
        await _client.SendAsync($"BLPOP {_key} 0");
        await BlockedAsync(1);
        Assert.Equal("(integer) 1", await _cluster.Connect(0).Run($"CLIENT UNBLOCK {id} {how}"));
        Assert.Equal(reply, await _client.ReadAsync());
        await BlockedAsync(0);
    }

    [Fact]
    public async Task Pushes_reach_a_client_that_waits_on_another_node()
    {
        await _client.Run("HELLO 3");
        await _client.Run("SUBSCRIBE news");
        await _client.SendAsync($"BLPOP {_key} 0");
        await BlockedAsync(1);
        await _cluster.Connect(1).Run("PUBLISH news hello");
        Assert.Equal("[message, news, hello]", await _client.ReadAsync());
        await _cluster.Connect(1).Run($"RPUSH {_key} v");
        Assert.Equal($"[{_key}, v]", await _client.ReadAsync());
    }

    [Fact]
    public async Task A_transaction_runs_where_its_keys_are()
    {
        await _client.SendAsync("MULTI", $"SET {_key} v", $"GET {_key}", "EXEC");
        Assert.Equal(["OK", "QUEUED", "QUEUED", "[OK, v]"], [await _client.ReadAsync(), await _client.ReadAsync(), await _client.ReadAsync(), await _client.ReadAsync()]);
        await _client.SendAsync("MULTI", $"SET {_key} v", $"GET {_cluster.KeyOf(0)}", "EXEC");
        for (int i = 0; i < 3; i++) await _client.ReadAsync();
        Assert.Equal("(error) CROSSSLOT Keys in request don't hash to the same slot", await _client.ReadAsync());
    }

    [Theory]
    [InlineData(false, "[OK]")]
    [InlineData(true, "(nil)")]
    public async Task WATCH_sees_changes_on_the_other_node(bool changes, string exec)
    {
        await _client.Run($"WATCH {_key}");
        if (changes) await _cluster.Connect(1).Run($"SET {_key} other");
        await _client.SendAsync("MULTI", $"SET {_key} mine", "EXEC");
        Assert.Equal(["OK", "QUEUED", exec], [await _client.ReadAsync(), await _client.ReadAsync(), await _client.ReadAsync()]);
    }

    [Fact]
    public async Task DISCARD_without_MULTI_leaves_a_watch_on_the_other_node()
    {
        await _client.Run($"WATCH {_key}");
        await _cluster.Connect(0).Run($"SET {_key} theirs");
        Assert.Equal("(error) ERR DISCARD without MULTI", await _client.Run("DISCARD"));
        await _client.Run("MULTI");
        Assert.Equal("(nil)", await _client.Run("EXEC"));
    }

    [Fact]
    public async Task WATCH_inside_MULTI_is_refused_without_its_key_shard()
    {
        await _client.SendAsync("MULTI", $"WATCH {_key}", $"SET {_key} v", "EXEC");
        foreach (string reply in (string[])["OK", "(error) ERR WATCH inside MULTI is not allowed", "QUEUED", "[OK]"]) Assert.Equal(reply, await _client.ReadAsync());
    }

    [Fact]
    public async Task UNWATCH_and_DISCARD_end_a_watch_on_the_other_node()
    {
        foreach (string[] end in (string[][])[["UNWATCH"], ["MULTI", "DISCARD"]])
        {
            await _client.Run($"WATCH {_key}");
            foreach (string line in end) await _client.Run(line);
            await _cluster.Connect(1).Run($"SET {_key} other");
            await _client.SendAsync("MULTI", $"SET {_key} mine", "EXEC");
            Assert.Equal(["OK", "QUEUED", "[OK]"], [await _client.ReadAsync(), await _client.ReadAsync(), await _client.ReadAsync()]);
        }
        await Eventually.Holds(() => _cluster.Nodes[1].Store.Changed.IsOn == false);
    }

    [Fact]
    public async Task A_session_that_ends_leaves_nothing_on_the_other_node()
    {
        await _client.Run($"WATCH {_key}");
        await Eventually.Holds(() => _cluster.Nodes[1].Store.Changed.IsOn);
        _client.Dispose();
        await Eventually.Holds(() => !_cluster.Nodes[1].Store.Changed.IsOn);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_not_served_on()
    {
        await _client.Run($"SETRANGE {_key} 100000 x");
        TestClient lazy = _cluster.Connect(0);
        for (int i = 0; i < 1000; i++) lazy.Add("GET"u8.ToArray(), System.Text.Encoding.ASCII.GetBytes(_key));
        await lazy.FlushAsync();
        long most = 0, seen = -1;
        // It is held up when nothing moves any more while it has commands left.
        await Eventually.Holds(() =>
        {
            long executed = _cluster.Nodes[1].Store.Statistics.Hits;
            most = Math.Max(most, executed);
            bool rests = seen == executed && executed > 0;
            seen = executed;
            return rests;
        });
        Assert.InRange(most, 1, 600);
        for (int i = 0; i < 1000; i++) Assert.Equal(100001, (await lazy.ReadReplyAsync()).Bytes.Length);
    }

    private Task BlockedAsync(int count) => Eventually.Holds(() => _cluster.Nodes.Sum(node => node.Store.Blocking.Count) == count);
}
