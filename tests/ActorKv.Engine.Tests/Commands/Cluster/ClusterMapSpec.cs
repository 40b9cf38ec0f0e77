// What a node of a cluster tells of it. The forms are those of a cluster of redis-server 7.0.15, over 16 key shards of 1024 slots each.

using System.Text;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Cluster;

public sealed class ClusterMapSpec : IAsyncLifetime
{
    private static readonly string s_a = FixedCluster.A.Id, s_b = FixedCluster.B.Id;

    private readonly FixedCluster _cluster = new();
    private TestStore _kv = null!;

    public async Task InitializeAsync()
    {
        _kv = await TestStore.OpenAsync();
        _kv.Store.Cluster = _cluster;
    }

    public async Task DisposeAsync() => await _kv.DisposeAsync();

    [Fact]
    public async Task CLUSTER_SLOTS_tells_runs_over_the_borders_of_key_shards()
    {
        Assert.Equal($"[[0, 8191, [127.0.0.1, 7001, {s_a}, [hostname, node-a.example]]], [8192, 12287, [127.0.0.1, 7002, {s_b}, []]], " +
            $"[12288, 14335, [127.0.0.1, 7001, {s_a}, [hostname, node-a.example]]], [14336, 16383, [127.0.0.1, 7002, {s_b}, []]]]", await Run("CLUSTER SLOTS"));
        await _kv.Run("HELLO 3");
        Assert.StartsWith($"[[0, 8191, [127.0.0.1, 7001, {s_a}, {{hostname: node-a.example}}]], [8192, 12287, [127.0.0.1, 7002, {s_b}, {{}}]]", await Run("CLUSTER SLOTS"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLUSTER_SLOTS_leaves_out_what_nobody_has()
    {
        _cluster.Map = FixedCluster.MapOf([FixedCluster.B], [.. Enumerable.Repeat<ClusterMember?>(null, 15), FixedCluster.B]);
        Assert.Equal($"[[15360, 16383, [127.0.0.1, 7002, {s_b}, []]]]", await Run("CLUSTER SLOTS"));
    }

    [Fact]
    public async Task CLUSTER_SHARDS_tells_each_node_with_its_slots()
    {
        await _kv.Run("HELLO 3");
        Assert.Equal(
            "[{slots: [0, 8191, 12288, 14335], nodes: [{id: " + s_a + ", port: (integer) 7001, ip: 127.0.0.1, endpoint: 127.0.0.1, hostname: node-a.example, role: master, " +
            "replication-offset: (integer) 0, health: online}]}, {slots: [8192, 12287, 14336, 16383], nodes: [{id: " + s_b + ", port: (integer) 7002, ip: 127.0.0.1, " +
            "endpoint: 127.0.0.1, role: master, replication-offset: (integer) 0, health: online}]}]",
            (await _kv.Run("CLUSTER SHARDS")).Replace("[(integer) ", "[", StringComparison.Ordinal).Replace(", (integer) ", ", ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CLUSTER_SHARDS_calls_a_node_that_serves_nothing_yet_loading()
    {
        _cluster.Map = new ClusterMap(1, [FixedCluster.A], [.. Enumerable.Range(0, 16).Select(_ => new ShardPlace(FixedCluster.A, 1, false))]);
        Assert.Contains("health, loading]", await _kv.Run("CLUSTER SHARDS"), StringComparison.Ordinal);
        string info = await _kv.Run("CLUSTER INFO");
        Assert.Contains("cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_slots_ok:0\r\ncluster_slots_pfail:16384\r\n", info, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLUSTER_NODES_tells_a_line_for_each_node() => Assert.Equal(
        $"{s_a} 127.0.0.1:7001@17001,node-a.example myself,master - 0 0 14 connected 0-8191 12288-14335\n" +
        $"{s_b} 127.0.0.1:7002@17002 master - 0 0 16 connected 8192-12287 14336-16383\n", await _kv.Run("CLUSTER NODES"));

    [Fact]
    public async Task CLUSTER_NODES_tells_a_node_of_itself_when_its_lease_is_lost()
    {
        _cluster.Map = FixedCluster.MapOf([], new ClusterMember?[16]);
        Assert.Equal($"{s_a} 127.0.0.1:7001@17001,node-a.example myself,master - 0 0 0 connected\n", await _kv.Run("CLUSTER NODES"));
    }

    [Fact]
    public async Task CLUSTER_NODES_tells_one_slot_alone_as_Redis_does()
    {
        await using TestStore small = await TestStore.OpenAsync(options => options.KeyShards = 16384);
        small.Store.Cluster = new FixedCluster { Map = FixedCluster.MapOf([FixedCluster.B], [.. Enumerable.Range(0, 16384).Select(slot => slot == 7 ? FixedCluster.B : null)]) };
        Assert.Contains("connected 7\n", await small.Run("CLUSTER NODES"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLUSTER_INFO_tells_the_state()
    {
        Assert.Equal(
            "cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_slots_ok:16384\r\ncluster_slots_pfail:0\r\ncluster_slots_fail:0\r\ncluster_known_nodes:2\r\n" +
            "cluster_size:2\r\ncluster_current_epoch:16\r\ncluster_my_epoch:14\r\ncluster_stats_messages_sent:0\r\ncluster_stats_messages_received:0\r\n" +
            "total_cluster_links_buffer_limit_exceeded:0\r\n", await _kv.Run("CLUSTER INFO"));
        _cluster.HoldsLease = false;
        Assert.StartsWith("cluster_state:fail\r\n", await _kv.Run("CLUSTER INFO"), StringComparison.Ordinal);
        _cluster.HoldsLease = true;
        _cluster.Map = FixedCluster.MapOf([FixedCluster.B], [.. Enumerable.Repeat<ClusterMember?>(FixedCluster.B, 15), null]);
        Assert.StartsWith("cluster_state:fail\r\ncluster_slots_assigned:15360\r\n", await _kv.Run("CLUSTER INFO"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLUSTER_LINKS_tells_the_connections_to_other_nodes()
    {
        _kv.Store.Cluster = new FixedCluster { Links = [new ClusterLinkFigures(true, s_b, 5, 0), new ClusterLinkFigures(false, s_b, 6, 7)] };
        Assert.Equal($"[[direction, to, node, {s_b}, create-time, 5, events, r, send-buffer-allocated, 0, send-buffer-used, 0], " +
            $"[direction, from, node, {s_b}, create-time, 6, events, rw, send-buffer-allocated, 7, send-buffer-used, 7]]", await Run("CLUSTER LINKS"));
    }

    [Fact]
    public async Task CLUSTER_MYID_KEYSLOT_and_HELP_answer()
    {
        Assert.Equal(s_a, await _kv.Run("CLUSTER MYID"));
        Assert.Equal("(integer) 15495", await _kv.Run("CLUSTER KEYSLOT {a}b"));
        Assert.StartsWith("[CLUSTER <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, ", await _kv.Run("CLUSTER HELP"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CLUSTER REPLICAS", "[]"), InlineData("CLUSTER SLAVES", "[]"), InlineData("CLUSTER COUNT-FAILURE-REPORTS", "(integer) 0")]
    public async Task Commands_about_a_node_know_only_nodes_that_there_are(string command, string reply)
    {
        Assert.Equal(reply, await _kv.Run($"{command} {s_b}"));
        Assert.Equal("(error) ERR Unknown node x", await _kv.Run(command + " x"));
    }

    [Fact]
    public async Task CLUSTER_COUNTKEYSINSLOT_and_GETKEYSINSLOT_look_into_the_slot_alone()
    {
        foreach (string key in (string[])["{a}1", "{a}2", "{a}3", "b", "c"]) await _kv.Run($"SET {key} v");
        await _kv.Run("SELECT 1");
        await _kv.Run("SET {a}elsewhere v");
        await _kv.Run("SELECT 0");
        Assert.Equal("(integer) 3", await _kv.Run("CLUSTER COUNTKEYSINSLOT 15495"));
        Assert.Equal("[{a}1, {a}2, {a}3]", await _kv.Run("CLUSTER GETKEYSINSLOT 15495 10"));
        Assert.Equal("[{a}1, {a}2]", await _kv.Run("CLUSTER GETKEYSINSLOT 15495 2"));
        Assert.Equal("[]", await _kv.Run("CLUSTER GETKEYSINSLOT 15495 0"));
        Assert.Equal("(integer) 0", await _kv.Run("CLUSTER COUNTKEYSINSLOT 3"));
    }

    [Theory]
    [InlineData("CLUSTER COUNTKEYSINSLOT 16384", "ERR Invalid slot")]
    [InlineData("CLUSTER COUNTKEYSINSLOT x", "ERR value is not an integer or out of range")]
    [InlineData("CLUSTER GETKEYSINSLOT -1 1", "ERR Invalid slot or number of keys")]
    [InlineData("CLUSTER GETKEYSINSLOT 1 -1", "ERR Invalid slot or number of keys")]
    [InlineData("CLUSTER GETKEYSINSLOT 1 99999999999999999999", "ERR value is not an integer or out of range")]
    public async Task Slots_that_are_none_are_errors(string command, string error) => Assert.Equal("(error) " + error, await _kv.Run(command));

    [Theory]
    [InlineData("CLUSTER ADDSLOTS 1", "slots are given to nodes by the cluster itself")]
    [InlineData("CLUSTER SETSLOT 1 STABLE", "slots are given to nodes by the cluster itself")]
    [InlineData("CLUSTER MEET 127.0.0.1 7003", "nodes join when they start")]
    [InlineData("CLUSTER FORGET x", "nodes join when they start")]
    [InlineData("CLUSTER FAILOVER", "there are no replicas")]
    [InlineData("CLUSTER BUMPEPOCH", "epochs are counted in the database")]
    [InlineData("CLUSTER SAVECONFIG", "its state is in the database")]
    public async Task What_edits_the_topology_is_refused_with_the_reason(string command, string reason)
    {
        string reply = await _kv.Run(command);
        Assert.StartsWith("(error) ERR CLUSTER ", reply, StringComparison.Ordinal);
        Assert.Contains(reason, reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("READONLY"), InlineData("READWRITE"), InlineData("ASKING")]
    public async Task What_clients_of_a_cluster_say_to_replicas_is_accepted(string command) => Assert.Equal("OK", await _kv.Run(command));

    [Theory]
    [InlineData("CLUSTER SLOTS", true), InlineData("CLUSTER SHARDS", true), InlineData("CLUSTER NODES", true), InlineData("CLUSTER INFO", false), InlineData("CLUSTER MYID", false)]
    public async Task Who_asks_for_the_map_knows_it_from_then_on(string command, bool knows)
    {
        LocalSession session = _kv.NewSession();
        await session.Run(command);
        Assert.Equal(knows, session.Session.KnowsMap);
        await session.Run("RESET");
        Assert.False(session.Session.KnowsMap);
    }

    [Fact]
    public async Task A_node_of_a_cluster_says_that_it_is_one()
    {
        Assert.Equal("# Cluster\r\ncluster_enabled:1\r\n", await _kv.Run("INFO cluster"));
        Assert.Contains("redis_mode:cluster\r\n", await _kv.Run("INFO server"), StringComparison.Ordinal);
        Assert.Contains("mode, cluster, role, master", await _kv.Run("HELLO"), StringComparison.Ordinal);
    }

    // Integers without their marks: there are so many.
    private async Task<string> Run(string command) => (await _kv.Run(command)).Replace("(integer) ", "", StringComparison.Ordinal);
}
