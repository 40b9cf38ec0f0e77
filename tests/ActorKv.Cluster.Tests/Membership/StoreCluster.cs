// Whole nodes in one process, over a database of the test's own: stores, servers and links as a real node has them.

using System.Net;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Cluster.Links;
using ActorKv.Cluster.Membership;
using ActorKv.Cluster.Tests.Testing;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Cluster.Tests.Membership;

internal sealed class StoreCluster(string connectionString) : IAsyncDisposable
{
    public const int KeyShards = 16;

    private readonly List<StoreNode> _nodes = [];

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("actorkv-stores-");

    public string ConnectionString => connectionString;

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(2);

    public static async Task<StoreCluster> CreateAsync() => new(await TestPostgres.Shared.CreateDatabaseAsync());

    /// <summary>Starts a node, and waits until the cluster has taken it in.</summary>
    public async Task<StoreNode> StartAsync()
    {
        StoreNode node = await StoreNode.StartAsync(this, _nodes.Count + 1);
        _nodes.Add(node);
        await SettledAsync();
        return node;
    }

    /// <summary>Waits until every key shard is served, evenly, by the nodes that live.</summary>
    public Task SettledAsync()
    {
        StoreNode[] living = [.. _nodes.Where(static node => node.IsAlive)];
        return Eventually.Holds(() => living.All(node => node.Node.Map is { IsComplete: true } map && map.Members.Length == living.Length &&
                living.All(other => map.Shards.Count(place => place.Owner!.Incarnation == other.Node.Myself.Incarnation) is var count && count >= KeyShards / living.Length)) &&
            living.Sum(node => Enumerable.Range(0, KeyShards).Count(node.Store.Keeper!.IsOpen)) == KeyShards &&
            living.All(node => node.Links.ToOthers.Count == living.Length - 1 && node.Links.ToOthers.Values.All(link => link.IsOpen)));
    }

    public Task RunSqlAsync(string sql) => TestPostgres.ExecuteAsync(connectionString, "SET search_path = actorkv; " + sql);

    public async ValueTask DisposeAsync()
    {
        foreach (StoreNode node in _nodes) await node.KillAsync();
        Folder.Delete(recursive: true);
    }
}

internal sealed class StoreNode : IAsyncDisposable
{
    private readonly string _socket;
    private readonly TcpServer _server;
    private readonly List<TestClient> _clients = [];

    private StoreNode(string socket, Store store, ClusterNode node, ClusterLinks links, TcpServer server)
    {
        _socket = socket;
        Store = store;
        Node = node;
        Links = links;
        _server = server;
    }

    public bool IsAlive { get; private set; } = true;

    public Store Store { get; }

    public ClusterNode Node { get; }

    public ClusterLinks Links { get; }

    public static async Task<StoreNode> StartAsync(StoreCluster cluster, int number)
    {
        string directory = Path.Combine(cluster.Folder.FullName, $"{number}");
        string socket = directory + ".socket";
        ServerOptions options = new()
        {
            KeyShards = StoreCluster.KeyShards, Save = [], ClusterEnabled = true, Port = 0, UnixSocket = socket, AutoAofRewriteMinSize = StoreCluster.KeyShards * 1024 * 1024,
        };
        Store store = new(new ServerParameters(options), new NoJournal(), new NoSnapshots(), EngineCommands.CreateAll(), TimeProvider.System, NullLogger.Instance);
        StoreShardHost host = new(store);
        // The link port is told to others when the node joins, so it is taken before.
        int linkPort = FreePort();
        ClusterNode node = await ClusterNode.CreateAsync(
            new ClusterNodeOptions
            {
                ConnectionString = cluster.ConnectionString,
                KeyShards = StoreCluster.KeyShards,
                Directory = directory,
                Host = "127.0.0.1",
                Port = 7000 + number,
                LinkPort = linkPort,
                Lease = cluster.Lease,
            }, host, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        store.Cluster = node;
        ClusterLinks links = new(store, node, node.LinkSecret, new IPEndPoint(IPAddress.Loopback, linkPort));
        node.ReadLinks = () => links.Figures;
        store.Saves.TakeByShards = node.SaveAsync;
        links.Start();
        await node.StartAsync(CancellationToken.None);
        TcpServer server = new(store, TcpServerOptions.From(options), () => AcceptRules.From(options, store.Access));
        server.Start();
        server.OnRecovered();
        return new StoreNode(socket, store, node, links, server);
    }

    public TestClient Connect()
    {
        TestClient client = new(_socket);
        _clients.Add(client);
        return client;
    }

    /// <summary>Ends it as a process that is killed ends.</summary>
    public async Task KillAsync()
    {
        if (!IsAlive) return;
        IsAlive = false;
        await Node.DisposeAsync();
        await CloseAsync();
    }

    /// <summary>Ends it as SIGTERM does.</summary>
    public async Task LeaveAsync()
    {
        await Node.LeaveAsync(TimeSpan.FromSeconds(60));
        IsAlive = false;
        await Node.DisposeAsync();
        await CloseAsync();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task CloseAsync()
    {
        foreach (TestClient client in _clients) client.Dispose();
        _server.StopListening();
        _server.Stop(() => Links.Dispose());
        await Store.DisposeAsync();
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
