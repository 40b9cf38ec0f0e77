using System.Text;
using ActorKv.Cluster.Tests.Testing;

namespace ActorKv.Cluster.Tests.Routing;

public sealed class ForwardingSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(nodes: 3, options => options.ClusterWaitTimeout = 30000);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Any_node_serves_any_key()
    {
        for (int node = 0; node < 3; node++)
        {
            string key = _cluster.KeyOf(node);
            Assert.Equal("OK", await _cluster.Connect((node + 1) % 3).Run($"SET {key} {node}"));
            for (int other = 0; other < 3; other++) Assert.Equal($"{node}", await _cluster.Connect(other).Run($"GET {key}"));
        }
    }

    [Fact]
    public async Task Replies_of_a_pipeline_over_all_nodes_keep_their_order()
    {
        TestClient client = _cluster.Connect(0);
        Random random = new(20);
        List<string> expected = [];
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 5000; i++)
        {
            string key = $"k{random.Next(200)}";
            if (i % 7 == 0)
            {
                client.Add("ECHO"u8.ToArray(), Encoding.ASCII.GetBytes($"{i}"));
                expected.Add($"{i}");
                continue;
            }
            client.Add("INCR"u8.ToArray(), Encoding.ASCII.GetBytes(key));
            expected.Add($"(integer) {counts[key] = counts.GetValueOrDefault(key) + 1}");
        }
        await client.FlushAsync();
        foreach (string reply in expected) Assert.Equal(reply, await client.ReadAsync());
    }

    [Fact]
    public async Task Database_user_and_protocol_go_along()
    {
        TestClient client = _cluster.Connect(0);
        string key = _cluster.KeyOf(1);
        await client.Run("SELECT 3");
        await client.Run($"HSET {key} f v");
        Assert.Equal("{ f: v }", Map(await client.Run($"HGETALL {key}")));
        Assert.Equal("(nil)", await _cluster.Connect(2).Run($"HGET {key} f"));
        await client.Run("HELLO 3");
        await client.SendAsync($"HGETALL {key}");
        Assert.Equal(ActorKv.Protocol.ReplyKind.Map, (await client.ReadReplyAsync()).Kind);
        foreach (TestNode node in _cluster.Nodes) await _cluster.Connect(_cluster.Nodes.IndexOf(node)).Run("ACL SETUSER reader on nopass ~* +get +hget +auth +select");
        TestClient reader = _cluster.Connect(0);
        await reader.Run("AUTH reader x");
        await reader.Run("SELECT 3");
        Assert.Equal("v", await reader.Run($"HGET {key} f"));
        Assert.StartsWith("(error) NOPERM", await reader.Run($"SET {key} v"), StringComparison.Ordinal);
        await _cluster.Connect(1).Run("ACL DELUSER reader");
        Assert.Equal("(error) NOPERM User reader does not exist on the node of this key shard", await reader.Run($"HGET {key} f"));

        static string Map(string array) => array.Replace("[f, v]", "{ f: v }", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_that_may_be_split_are()
    {
        TestClient client = _cluster.Connect(0);
        string[] keys = [.. Enumerable.Range(0, 30).Select(i => $"k{i}")];
        Assert.Equal("OK", await client.Run("MSET " + string.Join(' ', keys.Select(key => $"{key} v{key}"))));
        Assert.Equal("[" + string.Join(", ", keys.Select(key => "v" + key)) + ", (nil)]", await client.Run($"MGET {string.Join(' ', keys)} missing"));
        Assert.Equal("(integer) 31", await client.Run($"EXISTS {string.Join(' ', keys)} k0 missing"));
        Assert.Equal("(integer) 30", await client.Run($"TOUCH {string.Join(' ', keys)}"));
        Assert.Equal("(integer) 2", await client.Run("DEL k0 k1 missing"));
        Assert.Equal("(integer) 28", await client.Run("UNLINK " + string.Join(' ', keys)));
        Assert.Equal("(error) CROSSSLOT Keys in request don't hash to the same slot", await client.Run("MSETNX a 1 b 2"));
        Assert.Equal("(error) ERR wrong number of arguments for 'mset' command", await client.Run("MSET a 1 b 2 c"));
        await client.Run($"RPUSH {_cluster.KeyOf(1)} x");
        Assert.Equal("[(nil), (nil)]", await client.Run($"MGET {_cluster.KeyOf(1)} {_cluster.KeyOf(2)}"));
    }

    [Fact]
    public async Task Commands_over_the_database_see_all_nodes()
    {
        TestClient client = _cluster.Connect(1);
        for (int i = 0; i < 100; i++) await client.SendAsync($"SET k{i} v");
        for (int i = 0; i < 100; i++) await client.ReadAsync();
        Assert.Equal("(integer) 100", await _cluster.Connect(2).Run("DBSIZE"));
        Assert.Equal(100, (await _cluster.Connect(0).Run("KEYS *")).Split(", ").Length);
        HashSet<string> found = [];
        string cursor = "0";
        do
        {
            await client.SendAsync($"SCAN {cursor} COUNT 7");
            ActorKv.Protocol.Reply page = await client.ReadReplyAsync();
            cursor = page.Items[0].Text;
            foreach (ActorKv.Protocol.Reply key in page.Items[1].Items) found.Add(key.Text);
        }
        while (cursor != "0");
        Assert.Equal(100, found.Count);
        Assert.StartsWith("k", await client.Run("RANDOMKEY"), StringComparison.Ordinal);
        await client.SendAsync("FLUSHALL", "DBSIZE", "SET a 1", "DBSIZE");
        Assert.Equal(["OK", "(integer) 0", "OK", "(integer) 1"], [await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync()]);
    }

    [Fact]
    public async Task A_client_that_knows_the_map_is_told_where_to_go()
    {
        string key = _cluster.KeyOf(2);
        TestClient client = _cluster.Connect(0);
        Assert.Equal("(nil)", await client.Run($"GET {key}"));
        await client.Run("CLUSTER SLOTS");
        Assert.Equal($"(error) MOVED {ActorKv.Core.Keys.Slot.Of(Encoding.ASCII.GetBytes(key))} 127.0.0.1:7002", await client.Run($"GET {key}"));
        Assert.Equal("(nil)", await client.Run($"GET {_cluster.KeyOf(0)}"));
    }

    [Fact]
    public async Task Large_values_pass()
    {
        TestClient client = _cluster.Connect(0);
        byte[] value = new byte[40 * 1024 * 1024];
        new Random(1).NextBytes(value);
        byte[] key = Encoding.ASCII.GetBytes(_cluster.KeyOf(1));
        client.Add("SET"u8.ToArray(), key, value);
        await client.FlushAsync();
        Assert.Equal("OK", await client.ReadAsync());
        client.Add("GET"u8.ToArray(), key);
        client.Add("STRLEN"u8.ToArray(), key);
        await client.FlushAsync();
        Assert.Equal(value, (await client.ReadReplyAsync()).Bytes);
        Assert.Equal($"(integer) {value.Length}", await client.ReadAsync());
    }

    [Fact]
    public async Task CLIENT_REPLY_holds_for_forwarded_commands()
    {
        TestClient client = _cluster.Connect(0);
        string key = _cluster.KeyOf(1);
        await client.SendAsync($"INCR {key}", "CLIENT REPLY SKIP", $"INCR {key}", $"INCR {key}", "CLIENT REPLY OFF", $"INCR {key}", $"INCR {key}", "CLIENT REPLY ON", $"INCR {key}");
        Assert.Equal(["(integer) 1", "(integer) 3", "OK", "(integer) 6"], [await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync()]);
    }

    [Fact]
    public async Task QUIT_behind_forwarded_commands_waits_for_their_replies()
    {
        TestClient client = _cluster.Connect(0);
        await client.SendAsync($"INCR {_cluster.KeyOf(1)}", $"INCR {_cluster.KeyOf(2)}", "QUIT");
        Assert.Equal(["(integer) 1", "(integer) 1", "OK"], [await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync()]);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadAsync);
    }

    [Fact]
    public async Task Messages_reach_subscribers_of_every_node()
    {
        TestClient[] subscribers = [_cluster.Connect(0), _cluster.Connect(1), _cluster.Connect(2)];
        foreach (TestClient subscriber in subscribers)
        {
            await subscriber.Run("SUBSCRIBE news");
            await subscriber.Run("SSUBSCRIBE shard");
        }
        TestClient publisher = _cluster.Connect(1);
        for (int i = 0; i < 10; i++) await publisher.Run($"PUBLISH news {i}");
        await publisher.Run("SPUBLISH shard s");
        foreach (TestClient subscriber in subscribers)
        {
            for (int i = 0; i < 10; i++) Assert.Equal($"[message, news, {i}]", await subscriber.ReadAsync());
            Assert.Equal("[smessage, shard, s]", await subscriber.ReadAsync());
        }
    }
}
