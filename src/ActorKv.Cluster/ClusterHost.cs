// A store as a node of a cluster: its parts, and the order in which they begin and end.
//
//   all key shards away ─► what all nodes share ─► links listen, sessions get routers, clients may come ─► join: key shards come
//   leave: key shards go, while everything is still forwarded ─► links, what is shared and membership end

using System.Net;
using System.Net.Sockets;
using ActorKv.Cluster.Links;
using ActorKv.Cluster.Membership;
using ActorKv.Cluster.Shared;
using ActorKv.Engine;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Journal.Postgres;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Cluster;

internal sealed class ClusterHost : IAsyncDisposable
{
    private const int FromPortToLinkPort = 10_000;

    private readonly Store _store;
    private readonly NpgsqlDataSource _source;
    private ClusterNode? _node;
    private SharedDefinitions? _shared;
    private ClusterLinks? _links;

    private ClusterHost(Store store)
    {
        _store = store;
        _source = ClusterSource.Create(store.Options.Postgres, store.Options.PostgresSchema, "actorkv");
    }

    /// <summary>Makes a store a node of the cluster that its options name, not a member yet. Clients may come when it returns, and wait.</summary>
    /// <param name="store">A store over no journal and no snapshots of its own, on which nobody has a session yet.</param>
    /// <param name="cancellation">Ends the beginning.</param>
    /// <exception cref="JournalException">The database is not reached in time, or is another cluster's.</exception>
    /// <exception cref="SocketException">The link port cannot be bound.</exception>
    public static async Task<ClusterHost> OpenAsync(Store store, CancellationToken cancellation)
    {
        if (store.Options.Postgres.Length == 0)
            throw new JournalException("A node of a cluster needs to know the database: postgres \"Host=…;Username=…;Password=…;Database=…\".");
        if (!store.Options.AppendOnly) throw new JournalException("A node of a cluster always journals: 'appendonly no' is not possible.");
        if (LinkPort(store.Options) > IPEndPoint.MaxPort)
            throw new JournalException($"Port {store.Options.Port} leaves no room for the port of the other nodes, which is {FromPortToLinkPort} more: give it by cluster-port.");
        ClusterHost host = new(store);
        try
        {
            await host.BeginAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Joins the cluster: from now on key shards come and go.</summary>
    /// <exception cref="JournalException">The database is not reached in time.</exception>
    public Task JoinAsync(CancellationToken cancellation) => new StartPatience(_store.Log, cancellation).TryAsync(() => _node!.StartAsync(cancellation));

    /// <summary>Hands the key shards to other nodes; clients are served meanwhile. What nobody takes in time is given up in good order: nothing is lost.</summary>
    public Task LeaveAsync(TimeSpan timeout) => _node!.LeaveAsync(timeout);

    /// <summary>Ends the node; without <see cref="LeaveAsync"/> before as a crash would.</summary>
    public async ValueTask DisposeAsync()
    {
        _links?.Dispose();
        if (_shared is not null) await _shared.DisposeAsync();
        if (_node is not null) await _node.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static int LinkPort(ServerOptions options) => options.ClusterPort != 0 ? options.ClusterPort : options.Port + FromPortToLinkPort;

    private async Task BeginAsync(CancellationToken cancellation)
    {
        ServerOptions options = _store.Options;
        StartPatience patience = new(_store.Log, cancellation);
        int linkPort = LinkPort(options);
        ClusterNodeOptions place = new()
        {
            ConnectionString = options.Postgres,
            Schema = options.PostgresSchema,
            KeyShards = options.KeyShards,
            Directory = options.Dir,
            Host = options.ClusterAnnounceIp.Length > 0 ? options.ClusterAnnounceIp : await patience.TryAsync(() => OwnAddressAsync(cancellation)),
            Hostname = options.ClusterAnnounceHostname,
            Port = options.ClusterAnnouncePort != 0 ? options.ClusterAnnouncePort : options.Port,
            LinkPort = options.ClusterAnnounceBusPort != 0 ? options.ClusterAnnounceBusPort : linkPort,
            Lease = TimeSpan.FromMilliseconds(options.ClusterNodeTimeout),
        };
        StoreShardHost shards = new(_store);
        _node = await patience.TryAsync(() => ClusterNode.CreateAsync(place, shards, _store.Time, _store.Log, cancellation));
        _store.Cluster = _node;
        _store.Saves.TakeByShards = _node.SaveAsync;
        _shared = await patience.TryAsync(async () =>
            await SharedDefinitions.StartAsync(_store, await PostgresSharedTable.OpenAsync(_source, options.PostgresSchema, cancellation), cancellation));
        _links = new ClusterLinks(_store, _node, _node.LinkSecret, new IPEndPoint(LinkAddress(options.Bind), linkPort));
        _node.ReadLinks = () => _links.Figures;
        _links.Start();
    }

    // The address by which the database sees this node is one that other nodes can reach, more often than any other that it has.
    private async Task<string> OwnAddressAsync(CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellation);
            await using NpgsqlCommand ask = new("SELECT host(inet_client_addr())", connection);
            return await ask.ExecuteScalarAsync(cancellation) as string ?? $"{IPAddress.Loopback}";
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFailure.Tell("The cluster's database", "cannot be used", failure);
        }
    }

    // Where clients connect, other nodes do too.
    private static IPAddress LinkAddress(IReadOnlyList<string> bind) =>
        bind.Count > 0 && IPAddress.TryParse(bind[0].TrimStart('-'), out IPAddress? address) ? address : IPAddress.Any;
}
