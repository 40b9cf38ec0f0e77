// Nodes of a cluster, each a process of its own, over a PostgreSQL server of their own. Every node reaches the database through a proxy, so that a
// test can cut it off.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Journal.Contract;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class TestCluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempDirectory _directory = new();

    private TestCluster(TestPostgres postgres) => Postgres = postgres;

    public TestPostgres Postgres { get; }

    public List<TestNode> Nodes { get; } = [];

    /// <summary>A cluster that serves all its slots.</summary>
    public static async Task<TestCluster> StartAsync(int nodes = 3, params string[] options)
    {
        TestCluster cluster = new(TestPostgres.Start(fsync: true));
        try
        {
            string database = await cluster.Postgres.CreateDatabaseAsync();
            for (int i = 0; i < nodes; i++) cluster.Nodes.Add(new TestNode(cluster._directory[$"node{i}"], cluster.Postgres.Port, database, options));
            foreach (TestNode node in cluster.Nodes) node.Server.Start();
            cluster.WaitUntilWhole();
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
        return cluster;
    }

    /// <summary>Waits until every node says that every slot is served, and by all of these nodes alone.</summary>
    /// <param name="without">A node that serves nothing any more, and is not asked.</param>
    public void WaitUntilWhole(TestNode? without = null)
    {
        List<TestNode> expected = [.. Nodes.Where(node => node != without)];
        foreach (TestNode node in expected)
        {
            string last = "";
            Assert.True(SpinWait.SpinUntil(() => IsWhole(node, expected, out last), Patience), $"The cluster is not whole, as {node} sees it: {last}\n{node.Server.Output}");
        }
    }

    public void Dispose()
    {
        foreach (TestNode node in Nodes) node.Dispose();
        Postgres.Dispose();
        _directory.Dispose();
    }

    private static bool IsWhole(TestNode node, List<TestNode> expected, out string what)
    {
        Thread.Sleep(20);
        try
        {
            using RespClient client = node.Server.Connect();
            string info = client.Do("CLUSTER", "INFO").Text;
            Reply slots = client.Do("CLUSTER", "SLOTS");
            what = info + slots;
            if (slots.Kind != ReplyKind.Array || !info.Contains("cluster_state:ok", StringComparison.Ordinal)) return false;
            long served = slots.Items.Sum(static range => range.Items[1].Integer - range.Items[0].Integer + 1);
            HashSet<long> ports = [.. slots.Items.Select(static range => range.Items[2].Items[1].Integer)];
            return served == 16384 && ports.SetEquals(expected.Select(static other => (long)other.Server.Port));
        }
        catch (ConnectionLostException lost)
        {
            what = lost.Message;
            return false;
        }
    }
}
