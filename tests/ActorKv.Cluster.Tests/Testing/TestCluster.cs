// Some nodes in one process: each a store with a server of its own and real links, over one log; the test says who owns what.
//
//   await using TestCluster cluster = await TestCluster.StartAsync(nodes: 3);
//   TestClient client = cluster.Connect(0);                    any node serves any key
//   await cluster.MoveAsync(shard, to: 2);

using System.Collections.Immutable;
using System.Net;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Cluster.Links;
using ActorKv.Engine;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Cluster.Tests.Testing;

internal sealed class TestCluster : IAsyncDisposable
{
    public const int Shards = 16;

    private readonly List<IDisposable> _clients = [];
    private readonly ClusterMember?[] _owners = new ClusterMember?[Shards];
    private readonly bool[] _serving = new bool[Shards];
    private readonly long[] _epochs = new long[Shards];
    private long _version;

    public List<TestNode> Nodes { get; } = [];

    public SharedLog Log { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("actorkv-links-").FullName;

    public static byte[] Secret => "what all of them know"u8.ToArray();

    /// <summary>Starts nodes that share the key shards, one after the other, and know each other.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="configure">Changes their options.</param>
    /// <param name="time">The clock of their stores; the machine's unless said.</param>
    public static async Task<TestCluster> StartAsync(int nodes, Action<ServerOptions>? configure = null, TimeProvider? time = null)
    {
        TestCluster cluster = new();
        for (int i = 0; i < nodes; i++) cluster.Nodes.Add(new TestNode(cluster, i, configure, time ?? TimeProvider.System));
        for (int shard = 0; shard < Shards; shard++) cluster.Give(shard, shard % nodes);
        cluster.Publish();
        await cluster.LinkedAsync();
        return cluster;
    }

    /// <summary>The node that owns a key.</summary>
    public int OwnerOf(string key) => Nodes.FindIndex(node => node.Member == _owners[ShardOf(key)]);

    public int ShardOf(string key) => Nodes[0].Store.ShardOf(Encoding.Latin1.GetBytes(key)).Index;

    /// <summary>A key, the n-th, that this node owns.</summary>
    public string KeyOf(int node, int n = 0) => Enumerable.Range(0, int.MaxValue).Select(i => $"key{i}").Where(key => OwnerOf(key) == node).ElementAt(n);

    public TestClient Connect(int node)
    {
        TestClient client = new(Nodes[node].Socket);
        lock (_clients) _clients.Add(client);
        return client;
    }

    /// <summary>Moves a key shard in good order.</summary>
    public async Task MoveAsync(int shard, int to)
    {
        TestNode from = Nodes.First(node => node.Member == _owners[shard]);
        await from.Store.Keeper!.CloseAsync([shard]);
        (_owners[shard], _serving[shard]) = (null, false);
        Publish();
        Give(shard, to);
        Publish();
    }

    /// <summary>Takes a key shard away from who has it; nobody owns it.</summary>
    public async Task OrphanAsync(int shard)
    {
        await Nodes.First(node => node.Member == _owners[shard]).Store.Keeper!.CloseAsync([shard]);
        (_owners[shard], _serving[shard]) = (null, false);
        Publish();
    }

    /// <summary>Gives a key shard that nobody owns to somebody.</summary>
    public void Give(int shard, int to)
    {
        TestNode node = Nodes[to];
        Log.Fence(shard, ++_epochs[shard]);
        node.Store.Keeper!.Open(ShardLoader.Load(node.Store, shard, _epochs[shard], [], Log.Rows(shard)));
        (_owners[shard], _serving[shard]) = (node.Member, true);
    }

    /// <summary>Tells all nodes who owns what.</summary>
    public void Publish()
    {
        ClusterMap map = new(++_version, [.. Nodes.Select(node => node.Member)],
            [.. Enumerable.Range(0, Shards).Select(shard => new ShardPlace(_owners[shard], _epochs[shard], _serving[shard]))]);
        foreach (TestNode node in Nodes) node.Publish(map);
    }

    /// <summary>Waits until every node has an open link to every other.</summary>
    public Task LinkedAsync() => Eventually.Holds(() => Nodes.All(node => node.Links.ToOthers.Count == Nodes.Count - 1 && node.Links.ToOthers.Values.All(link => link.IsOpen)));

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable client in _clients) client.Dispose();
        foreach (TestNode node in Nodes) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A node, and its place in the cluster.</summary>
internal sealed class TestNode : ICluster, IAsyncDisposable
{
    private readonly TcpServer _server;
    private volatile ClusterMap _map;

    public TestNode(TestCluster cluster, int number, Action<ServerOptions>? configure, TimeProvider time)
    {
        Socket = Path.Combine(cluster.Folder, $"{number}.socket");
        ServerOptions options = new() { KeyShards = TestCluster.Shards, Save = [], ClusterEnabled = true, Port = 0, UnixSocket = Socket };
        configure?.Invoke(options);
        Store = new Store(new ServerParameters(options), new NoJournal(), new NoSnapshots(), EngineCommands.CreateAll(), time, NullLogger.Instance);
        Store.OpenSharded(cluster.Log.NewJournal(), (shard, epoch) => Task.FromResult(ShardLoader.Load(Store, shard, epoch, [], cluster.Log.Rows(shard))));
        Store.Cluster = this;
        Member = new ClusterMember(number.ToString().PadLeft(40, '0'), number + 1, "127.0.0.1", "", 7000 + number, 0, MemberState.Serving);
        _map = new ClusterMap(0, [Member], [.. Enumerable.Repeat(default(ShardPlace), TestCluster.Shards)]);
        Links = new ClusterLinks(Store, this, TestCluster.Secret, new IPEndPoint(IPAddress.Loopback, 0));
        Member = Member with { LinkPort = Links.Port };
        Links.Start();
        _server = new TcpServer(Store, TcpServerOptions.From(options), () => AcceptRules.From(options, Store.Access));
        _server.Start();
        _server.OnRecovered();
    }

    public event Action<ClusterMap>? MapChanged;

    public Store Store { get; }

    public ClusterLinks Links { get; }

    public string Socket { get; }

    public ClusterMember Member { get; }

    /// <summary>What the node is once it has been declared gone and has joined anew.</summary>
    public ClusterMember? NextLife { get; set; }

    public ClusterMember Myself => NextLife ?? Member;

    public ClusterMap Map => _map;

    public bool HoldsLease { get; set; } = true;

    IReadOnlyList<ClusterLinkFigures> ICluster.Links => Links.Figures;

    public void Publish(ClusterMap map)
    {
        _map = map;
        MapChanged?.Invoke(map);
    }

    public async ValueTask DisposeAsync()
    {
        _server.StopListening();
        _server.Stop(() => Links.Dispose());
        await Store.DisposeAsync();
    }
}
