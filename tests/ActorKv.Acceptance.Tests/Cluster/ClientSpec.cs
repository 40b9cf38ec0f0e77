// Clients that know what a Redis Cluster is, on a cluster of three nodes; also while a node is killed and comes back.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Cluster;

public sealed class ClientSpec(SharedCluster shared) : IClassFixture<SharedCluster>
{
    [RequiresFact(Needs.Postgres, Needs.RedisTools)]
    public void Redis_cli_works_through_every_node_and_follows_whoever_it_is_sent_to()
    {
        foreach (TestNode node in shared.Cluster.Nodes)
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal("OK", RedisCli(node, "-c", "SET", $"cli:{i}", $"{node.Server.Port}"));
                Assert.Equal($"{node.Server.Port}", RedisCli(shared.Cluster.Nodes[i % 3], "-c", "GET", $"cli:{i}"));
                Assert.Equal($"{node.Server.Port}", RedisCli(node, "GET", $"cli:{i}"));
            }
        }
    }

    [RequiresFact(Needs.Postgres, Needs.RedisTools)]
    public void Redis_cli_finds_nothing_to_complain_about()
    {
        string said = RedisCli(shared.Cluster.Nodes[0], "--cluster", "check", $"127.0.0.1:{shared.Cluster.Nodes[1].Server.Port}");

        Assert.Contains("[OK] All nodes agree about slots configuration.", said, StringComparison.Ordinal);
        Assert.Contains("[OK] All 16384 slots covered.", said, StringComparison.Ordinal);
    }

    [RequiresTheory(Needs.Postgres, Needs.PythonRedis)]
    [InlineData("keys_on_all_nodes")]
    [InlineData("one_slot_at_a_time")]
    [InlineData("messages_between_nodes")]
    public void RedisCluster_of_python3_redis(string feature) => Tool.Run(Tool.Python, TestPaths.Script("cluster.py"), $"{AnyPort}", feature).Succeeded();

    [RequiresTheory(Needs.Postgres, Needs.NodePackages)]
    [InlineData("ioredis_works_on_all_nodes")]
    [InlineData("ioredis_messages_reach_all_nodes")]
    [InlineData("node_redis_works_on_all_nodes")]
    public void Clusters_of_Node(string feature) => Tool.Run("node", TestPaths.Program("node", "cluster.mjs"), $"{AnyPort}", feature).Succeeded();

    [RequiresFact(Needs.Postgres, Needs.PythonRedis)]
    public void RedisCluster_of_python3_redis_goes_on_when_a_node_is_killed() =>
        GoesOnWhenANodeIsKilled(Tool.Python, TestPaths.Script("cluster.py"), "a_node_is_killed_meanwhile");

    [RequiresTheory(Needs.Postgres, Needs.NodePackages)]
    [InlineData("ioredis_goes_on_when_a_node_is_killed")]
    [InlineData("node_redis_goes_on_when_a_node_is_killed")]
    public void Clusters_of_Node_go_on_when_a_node_is_killed(string feature) => GoesOnWhenANodeIsKilled("node", TestPaths.Program("node", "cluster.mjs"), feature);

    private int AnyPort => shared.Cluster.Nodes[^1].Server.Port;

    private void GoesOnWhenANodeIsKilled(string program, string script, string feature)
    {
        using (RespClient client = shared.Cluster.Nodes[0].Server.Connect()) client.Do("FLUSHALL");
        using ReadyProcess working = new(Tool.StartInfo(program, [script, $"{AnyPort}", feature]));
        Assert.True(working.WaitUntilReady(), working.Output);
        // Not the one that the client was told of: that it may ask for the map until the end.
        TestNode victim = shared.Cluster.Nodes[0];
        victim.Server.Kill();
        shared.Cluster.WaitUntilWhole(without: victim);
        victim.Server.Start();
        shared.Cluster.WaitUntilWhole();
        working.CloseInput();
        Assert.True(working.WaitForEnd() == 0, working.Output);
    }

    private static string RedisCli(TestNode node, params string[] arguments) =>
        Tool.Run("redis-cli", ["-p", $"{node.Server.Port}", .. arguments]).Succeeded().TrimEnd();
}
