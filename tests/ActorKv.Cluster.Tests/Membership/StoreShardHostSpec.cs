using ActorKv.Cluster.Tests.Testing;
using ActorKv.Journal.Contract;

namespace ActorKv.Cluster.Tests.Membership;

public sealed class StoreShardHostSpec
{
    private const int Keys = 200;

    [PostgresFact]
    public async Task Keys_go_with_their_key_shards_when_nodes_join_leave_and_die()
    {
        await using StoreCluster cluster = await StoreCluster.CreateAsync();
        StoreNode first = await cluster.StartAsync();
        await WriteAsync(first, "one");
        StoreNode second = await cluster.StartAsync();
        await AssertReadsAsync(first, "one");
        await WriteAsync(second, "two");
        StoreNode third = await cluster.StartAsync();
        await AssertReadsAsync(third, "two");
        await second.KillAsync();
        await cluster.SettledAsync();
        await AssertReadsAsync(first, "two");
        await WriteAsync(third, "three");
        await first.LeaveAsync();
        await cluster.SettledAsync();
        await AssertReadsAsync(third, "three");
    }

    [PostgresFact]
    public async Task A_node_alone_that_dies_finds_everything_again_in_snapshots_and_rows()
    {
        await using StoreCluster cluster = await StoreCluster.CreateAsync();
        StoreNode first = await cluster.StartAsync();
        await WriteAsync(first, "old");
        await first.Node.SaveAsync();
        await WriteAsync(first, "new", from: Keys / 2);
        await first.KillAsync();
        StoreNode second = await cluster.StartAsync();
        await AssertReadsAsync(second, "old", to: Keys / 2);
        await AssertReadsAsync(second, "new", from: Keys / 2);
    }

    [PostgresFact]
    public async Task A_damaged_snapshot_is_left_out_for_the_one_before()
    {
        await using StoreCluster cluster = await StoreCluster.CreateAsync();
        StoreNode first = await cluster.StartAsync();
        await WriteAsync(first, "one");
        await first.Node.SaveAsync();
        await WriteAsync(first, "two");
        await first.Node.SaveAsync();
        await WriteAsync(first, "three");
        await first.LeaveAsync();
        await cluster.RunSqlAsync("""
            UPDATE shard_snapshot_chunks c SET payload = 'damaged' WHERE seq = (SELECT max(seq) FROM shard_snapshots s WHERE s.shard = c.shard)
            """);
        await AssertReadsAsync(await cluster.StartAsync(), "three");
    }

    [PostgresFact]
    public async Task Connections_to_the_database_that_are_killed_cost_no_write()
    {
        await using StoreCluster cluster = await StoreCluster.CreateAsync();
        StoreNode node = await cluster.StartAsync();
        TestClient client = node.Connect();
        for (int i = 1; i <= 50; i++)
        {
            Task<string> added = client.Run("INCR counter");
            if (i % 10 == 0) await cluster.RunSqlAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            Assert.Equal($"(integer) {i}", await added);
        }
    }

    private static async Task WriteAsync(StoreNode node, string value, int from = 0)
    {
        TestClient client = node.Connect();
        await client.SendAsync([.. Enumerable.Range(from, Keys - from).Select(i => $"SET key{i} {value}{i}")]);
        for (int i = from; i < Keys; i++) Assert.Equal("OK", await client.ReadAsync());
    }

    private static async Task AssertReadsAsync(StoreNode node, string value, int from = 0, int to = Keys)
    {
        TestClient client = node.Connect();
        await client.SendAsync([.. Enumerable.Range(from, to - from).Select(i => $"GET key{i}")]);
        for (int i = from; i < to; i++) Assert.Equal($"{value}{i}", await client.ReadAsync());
    }
}
