// Nodes of a cluster, each a process of its own, over a PostgreSQL server of their own. Every node reaches the database through a proxy, so that a
// test can cut it off.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Journal.Contract;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class TestCluster : IWhole
{
    private readonly List<IDisposable> _own = [];

    private TestCluster(TestPostgres postgres) => Postgres = postgres;

    public TestPostgres Postgres { get; }

    public List<TestNode> Nodes { get; } = [];

    /// <summary>A cluster that serves all its slots, over a PostgreSQL server of its own.</summary>
    public static async Task<TestCluster> StartAsync(int nodes = 3, params string[] options)
    {
        TestCluster cluster = new(TestPostgres.Start(fsync: true));
        cluster._own.Add(cluster.Postgres);
        TempDirectory directory = new();
        cluster._own.Add(directory);
        cluster.Start(nodes, directory.Path, await cluster.Postgres.CreateDatabaseAsync(), options);
        return cluster;
    }

    /// <summary>One over a database that the caller has, and its nodes' directories in one of the caller's.</summary>
    public static TestCluster StartOn(TestPostgres postgres, string database, string directory, params string[] options)
    {
        TestCluster cluster = new(postgres);
        cluster.Start(nodes: 3, directory, database, options);
        return cluster;
    }

    public void WaitUntilWhole() => WaitUntilWhole(without: null);

    /// <summary>Waits until every node says that every slot is served, and by all of these nodes alone.</summary>
    /// <param name="without">A node that serves nothing any more, and is not asked.</param>
    public void WaitUntilWhole(TestNode? without)
    {
        List<TestNode> expected = [.. Nodes.Where(node => node != without)];
        foreach (TestNode node in expected)
        {
            string last = "";
            Eventually.Holds(() => IsWhole(node, expected, out last), () => $"The cluster is not whole, as {node} sees it: {last}\n{node.Server.Output}").GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        foreach (TestNode node in Nodes) node.Dispose();
        foreach (IDisposable own in _own) own.Dispose();
    }

    private void Start(int nodes, string directory, string database, string[] options)
    {
        try
        {
            for (int i = 0; i < nodes; i++) Nodes.Add(new TestNode(Path.Combine(directory, $"node{i}"), Postgres.Port, database, options));
            foreach (TestNode node in Nodes) node.Server.Start();
            WaitUntilWhole();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static bool IsWhole(TestNode node, List<TestNode> expected, out string what)
    {
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
