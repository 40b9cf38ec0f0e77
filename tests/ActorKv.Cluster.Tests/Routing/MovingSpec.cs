using System.Text;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Cluster.Tests.Testing;
using ActorKv.Engine.Tests;

namespace ActorKv.Cluster.Tests.Routing;

public sealed class MovingSpec : IAsyncLifetime
{
    private const string Unknown = "(error) UNKNOWNOUTCOME";

    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(nodes: 3, options => options.ClusterWaitTimeout = 20000);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Commands_of_a_session_keep_their_order_while_their_key_shard_moves()
    {
        const int Clients = 4, Rounds = 60, Depth = 50;
        int shard = _cluster.ShardOf("moving");
        using CancellationTokenSource done = new();
        Task moves = MoveUntilAsync(shard, done.Token);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
        {
            TestClient client = _cluster.Connect(number % 3);
            byte[] key = Encoding.ASCII.GetBytes($"{{moving}}{number}"), other = Encoding.ASCII.GetBytes($"other{number}");
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < Depth; i++)
                {
                    client.Add("INCR"u8.ToArray(), key);
                    client.Add("INCR"u8.ToArray(), other);
                }
                await client.FlushAsync();
                for (int i = 0; i < Depth; i++)
                {
                    Assert.Equal($"(integer) {round * Depth + i + 1}", await client.ReadAsync());
                    Assert.Equal($"(integer) {round * Depth + i + 1}", await client.ReadAsync());
                }
            }
        }));
        await done.CancelAsync();
        await moves;
    }

    [Fact]
    public async Task Transactions_and_lists_are_whole_while_their_key_shard_moves()
    {
        int shard = _cluster.ShardOf("tx");
        using CancellationTokenSource done = new();
        Task moves = MoveUntilAsync(shard, done.Token);
        TestClient client = _cluster.Connect(1);
        const int Transactions = 300;
        for (int i = 0; i < Transactions; i++)
        {
            await client.SendAsync("MULTI", "INCR {tx}n", $"RPUSH {{tx}}list {i}", "EXEC");
            for (int reply = 0; reply < 3; reply++) await client.ReadAsync();
            Assert.Equal($"[(integer) {i + 1}, (integer) {i + 1}]", await client.ReadAsync());
        }
        await done.CancelAsync();
        await moves;
        Assert.Equal($"(integer) {Transactions}", await client.Run("LLEN {tx}list"));
    }

    [Fact]
    public async Task Commands_wait_for_a_key_shard_that_is_on_its_way()
    {
        string key = _cluster.KeyOf(1);
        await _cluster.OrphanAsync(_cluster.ShardOf(key));
        TestClient[] clients = [_cluster.Connect(0), _cluster.Connect(1), _cluster.Connect(2)];
        foreach (TestClient client in clients) await client.SendAsync($"INCR {key}", "PING");
        _cluster.Give(_cluster.ShardOf(key), 2);
        _cluster.Publish();
        List<string> replies = [];
        foreach (TestClient client in clients)
        {
            replies.Add(await client.ReadAsync());
            Assert.Equal("PONG", await client.ReadAsync());
        }
        Assert.Equal(["(integer) 1", "(integer) 2", "(integer) 3"], replies.Order());
    }

    [Fact]
    public async Task A_blocked_command_follows_its_key_shard()
    {
        string key = _cluster.KeyOf(1);
        int shard = _cluster.ShardOf(key);
        TestClient here = _cluster.Connect(1), elsewhere = _cluster.Connect(0);
        await here.SendAsync($"BLPOP {key} 0");
        await BlockedAsync(1);
        await elsewhere.SendAsync($"BLPOP {key} 0");
        await BlockedAsync(2);
        for (int to = 2; to >= 0; to--)
        {
            await _cluster.MoveAsync(shard, to);
            await BlockedAsync(2);
        }
        Assert.Equal("(integer) 2", await _cluster.Connect(2).Run($"RPUSH {key} a b"));
        Assert.Equal([$"[{key}, a]", $"[{key}, b]"], new[] { await here.ReadAsync(), await elsewhere.ReadAsync() }.Order());
    }

    [Fact]
    public async Task A_blocked_command_whose_key_shard_moves_waits_the_rest_of_its_timeout()
    {
        const int Seconds = 100, Before = 90;
        ManualTime time = new();
        await using TestCluster cluster = await TestCluster.StartAsync(nodes: 3, options => options.ClusterWaitTimeout = 20000, time);
        string key = cluster.KeyOf(1);
        Task<string>[] blocked = [cluster.Connect(1).Run($"BLPOP {key} {Seconds}"), cluster.Connect(0).Run($"BLPOP {key} {Seconds}")];
        await BlockedAsync(cluster, 2);
        time.Advance(TimeSpan.FromSeconds(Before));
        await cluster.MoveAsync(cluster.ShardOf(key), to: 2);
        await BlockedAsync(cluster, 2);
        int after = 0;
        await Eventually.Holds(() =>
        {
            if (Array.TrueForAll(blocked, static one => one.IsCompleted)) return true;
            time.Advance(TimeSpan.FromSeconds(1));
            after++;
            return false;
        });
        Assert.Equal(["(nil)", "(nil)"], await Task.WhenAll(blocked));
        Assert.InRange(after, Seconds - Before, Seconds - 1);
    }

    [Fact]
    public async Task A_command_that_was_blocked_for_longer_than_cluster_wait_timeout_follows_its_key_shard()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(nodes: 3, options => options.ClusterWaitTimeout = 300);
        string key = cluster.KeyOf(1), lost = cluster.KeyOf(2);
        TestClient client = cluster.Connect(0);
        await client.SendAsync($"BLPOP {key} 0");
        await BlockedAsync(cluster, 1);
        // Who waits in vain is told so when the time is over.
        await cluster.OrphanAsync(cluster.ShardOf(lost));
        Assert.StartsWith("(error) CLUSTERDOWN", await cluster.Connect(0).Run($"GET {lost}"), StringComparison.Ordinal);
        await cluster.MoveAsync(cluster.ShardOf(key), to: 0);
        await BlockedAsync(cluster, 1);
        Assert.Equal("(integer) 1", await cluster.Connect(2).Run($"RPUSH {key} v"));
        Assert.Equal($"[{key}, v]", await client.ReadAsync());
    }

    [Fact]
    public async Task A_watch_does_not_outlive_a_move()
    {
        string key = _cluster.KeyOf(1);
        int shard = _cluster.ShardOf(key);
        foreach (int node in (int[])[0, 1, 2])
        {
            TestClient client = _cluster.Connect(node);
            await client.Run($"WATCH {key}");
            await _cluster.MoveAsync(shard, (_cluster.OwnerOf(key) + 1) % 3);
            await client.SendAsync("MULTI", $"SET {key} {node}", "EXEC");
            Assert.Equal(["OK", "QUEUED", "(nil)"], [await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync()]);
            Assert.Equal("(nil)", await client.Run($"GET {key}"));
        }
    }

    [Fact]
    public async Task Without_a_lease_nothing_is_served()
    {
        await using TestCluster impatient = await TestCluster.StartAsync(nodes: 2, options => options.ClusterWaitTimeout = 300);
        string key = impatient.KeyOf(0);
        await impatient.Connect(0).Run($"SET {key} v");
        impatient.Nodes[0].HoldsLease = false;
        Assert.Equal("(error) CLUSTERDOWN The cluster is down", await impatient.Connect(0).Run($"GET {key}"));
        Assert.StartsWith("(error) TRYAGAIN", await impatient.Connect(1).Run($"GET {key}"), StringComparison.Ordinal);
        impatient.Nodes[0].HoldsLease = true;
        Assert.Equal("v", await impatient.Connect(1).Run($"GET {key}"));
        await impatient.OrphanAsync(impatient.ShardOf(key));
        Assert.Equal("(error) CLUSTERDOWN Hash slot not served", await impatient.Connect(1).Run($"GET {key}"));
        Assert.Equal("(error) CLUSTERDOWN Hash slot not served", await impatient.Connect(0).Run($"GET {key}"));
        Assert.StartsWith("(error) CLUSTERDOWN", await impatient.Connect(0).Run("DBSIZE"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_link_is_told_and_nothing_is_told_wrong()
    {
        const int Count = 3000;
        string key = _cluster.KeyOf(1);
        TestClient client = _cluster.Connect(0);
        int known = 0, unknown = 0, last = 0;
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < Count / 20; i++) client.Add("INCR"u8.ToArray(), Encoding.ASCII.GetBytes(key));
            await client.FlushAsync();
            _cluster.Nodes[0].Links.Loop.Post(() => _cluster.Nodes[0].Links.ToOthers[2].Reconnect());
            for (int i = 0; i < Count / 20; i++)
            {
                string reply = await client.ReadAsync();
                if (reply.StartsWith(Unknown, StringComparison.Ordinal))
                {
                    unknown++;
                    continue;
                }
                Assert.StartsWith("(integer) ", reply, StringComparison.Ordinal);
                int value = int.Parse(reply["(integer) ".Length..]);
                Assert.True(value > last, $"{value} after {last}");
                last = value;
                known++;
            }
        }
        Assert.Equal(Count, known + unknown);
        int total = int.Parse(await _cluster.Connect(1).Run($"GET {key}"));
        Assert.InRange(total, known, known + unknown);
    }

    private async Task MoveUntilAsync(int shard, CancellationToken done)
    {
        for (int to = 0; !done.IsCancellationRequested; to = (to + 1) % 3)
        {
            await _cluster.MoveAsync(shard, to);
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private Task BlockedAsync(int count) => BlockedAsync(_cluster, count);

    private static Task BlockedAsync(TestCluster cluster, int count) => Eventually.Holds(() => cluster.Nodes.Sum(node => node.Store.Blocking.Count) == count);
}
