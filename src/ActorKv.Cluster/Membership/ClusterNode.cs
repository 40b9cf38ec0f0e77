// This node in its cluster: it joins, keeps its map, and when a life of it is over gives everything up and joins again as a new member of the same id.
//
//   join ─► life (NodeLife) ─┬─ declared gone, fenced, database away for too long ─► all key shards abandoned ─► join
//                            └─ LeaveAsync ─► handed over, gone
//
// Between two lives nothing is served and the map is the last that was known.

using System.Collections.Immutable;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Postgres;
using ActorKv.Journal.Postgres.KeyShards;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActorKv.Cluster.Membership;

internal sealed class ClusterNode : ICluster, IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly ClusterNodeOptions _options;
    private readonly IShardHost _host;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly NpgsqlDataSource _source;
    private readonly ClusterDatabase _database;
    private readonly CancellationTokenSource _stop = new();
    private volatile NodeLife? _life;
    private volatile Lease? _lease;
    private volatile ClusterMap _map;
    private volatile ClusterMember _myself;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    private ClusterNode(ClusterNodeOptions options, IShardHost host, TimeProvider time, ILogger log)
    {
        _options = options;
        _host = host;
        _time = time;
        _log = log;
        Id = NodeId.Load(options.Directory, log);
        _source = ClusterSource.Create(options.ConnectionString, options.Schema, ClusterSource.NameOf(Id, 0));
        _database = new ClusterDatabase(_source, options.Channel, options.Lease);
        _myself = NewMember(0);
        _map = new ClusterMap(0, [], [.. Enumerable.Repeat(default(ShardPlace), options.KeyShards)]);
    }

    public event Action<ClusterMap>? MapChanged;

    public string Id { get; }

    /// <summary>What nodes prove to each other that they know.</summary>
    public byte[] LinkSecret { get; private set; } = [];

    public ClusterMember Myself => _myself;

    public ClusterMap Map => _map;

    public bool HoldsLease => _lease is { IsHeld: true };

    public IReadOnlyList<ClusterLinkFigures> Links => ReadLinks();

    /// <summary>What tells of the links to other nodes.</summary>
    public Func<IReadOnlyList<ClusterLinkFigures>> ReadLinks { get; set; } = static () => [];

    /// <summary>Awaited before each step of the loops. For tests that stop a node as its operating system could.</summary>
    internal Func<CancellationToken, Task> Step { get; set; } = static _ => Task.CompletedTask;

    /// <summary>A node that is not a member yet: it knows its id and the cluster's secret. The first one makes the tables.</summary>
    /// <exception cref="JournalException">The database is not reached, or has another cluster's tables.</exception>
    public static async Task<ClusterNode> CreateAsync(ClusterNodeOptions options, IShardHost host, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        ClusterNode node = new(options, host, time, log);
        try
        {
            node.LinkSecret = (await ClusterSchema.EnsureAsync(node._source, options.Schema, options.KeyShards, cancellation)).LinkSecret;
            return node;
        }
        catch (Exception failure) when (failure is JournalException || ClusterDatabase.IsFailure(failure))
        {
            await node.DisposeAsync();
            throw failure as JournalException ?? Unusable(failure);
        }
    }

    /// <summary>Joins the cluster. When it completes, the first map is out, and key shards are being opened here.</summary>
    /// <exception cref="JournalException">The database is not reached.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            await JoinAsync(replaced: 0, cancellation);
        }
        catch (Exception failure) when (ClusterDatabase.IsFailure(failure))
        {
            throw Unusable(failure);
        }
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Takes snapshots of all key shards that are open here.</summary>
    /// <exception cref="JournalException">Not all could be stored.</exception>
    /// <exception cref="JournalFencedException">This life of the node is over.</exception>
    public async Task SaveAsync()
    {
        if (_life is not { } life) throw new JournalException("This node is not a member of the cluster at the moment.");
        for (int shard = 0; shard < _options.KeyShards; shard++)
            if (_host.IsOpen(shard)) await _host.SnapshotAsync(life.Life, shard);
    }

    /// <summary>Hands the key shards to other members and leaves the cluster. What nobody has taken in time is given up in good order: nothing is lost, and
    /// whoever comes next has it.</summary>
    /// <param name="timeout">How long others may take.</param>
    public async Task LeaveAsync(TimeSpan timeout)
    {
        if (_life is { } life) await life.LeaveAsync(timeout);
        await StopAsync();
    }

    /// <summary>Ends at once, as a process that is killed does, unless <see cref="LeaveAsync"/> came before: others wait for the lease to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync();
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        _life?.Stop();
        await _running;
    }

    private async Task RunAsync()
    {
        while (_life is { } life)
        {
            await life.EndedAsync();
            await _host.AbandonAsync();
            await life.DisposeAsync();
            _life = null;
            if (!_stop.IsCancellationRequested) await RejoinAsync(life.Life.Incarnation);
        }
    }

    private async Task RejoinAsync(long replaced)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await JoinAsync(replaced, _stop.Token);
                return;
            }
            catch (Exception failure) when (ClusterDatabase.IsFailure(failure))
            {
                _log.LogDebug("Cannot join: {Reason}", failure.Message);
            }
            await Task.Delay(s_pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task JoinAsync(long replaced, CancellationToken cancellation)
    {
        Lease lease = new(_time, _options.Lease);
        long sent = lease.Now();
        long incarnation = await _database.JoinAsync(_options, Id, replaced, cancellation);
        lease.Renewed(sent);
        NpgsqlDataSource source = ClusterSource.Create(_options.ConnectionString, _options.Schema, ClusterSource.NameOf(Id, incarnation));
        NodeLife life = new(_database, _host, new MemberLife(incarnation, source, default), lease, Publish, cancel => Step(cancel), _log);
        _myself = NewMember(incarnation);
        _lease = lease;
        _life = life;
        _log.LogInformation("Node {Id} is member {Incarnation} of the cluster", Id, incarnation);
        await life.BeginAsync();
        // Who stopped the node meanwhile did not see this life.
        if (_stop.IsCancellationRequested) life.Stop();
    }

    private static JournalException Unusable(Exception failure) => PostgresFailure.Tell("The cluster's database", "cannot be used", failure);

    private ClusterMember NewMember(long incarnation) =>
        new(Id, incarnation, _options.Host, _options.Hostname, _options.Port, _options.LinkPort, MemberState.Serving);

    // Members that are as they were stay the same objects, so that who compares them compares references first.
    private void Publish(ClusterState state)
    {
        ClusterMap old = _map;
        Dictionary<long, ClusterMember> known = old.Members.ToDictionary(static member => member.Incarnation);
        Dictionary<long, ClusterMember> members = [];
        foreach (MemberRecord record in state.Members)
        {
            ClusterMember member = record.Member.Incarnation == _myself.Incarnation && _myself == record.Member ? _myself
                : known.TryGetValue(record.Member.Incarnation, out ClusterMember? same) && same == record.Member ? same : record.Member;
            members.Add(member.Incarnation, member);
            if (member.Incarnation == _myself.Incarnation) _myself = member;
        }
        ImmutableArray<ShardPlace> shards = [.. state.Shards.Select(shard => new ShardPlace(members.GetValueOrDefault(shard.Owner), shard.Epoch, shard.IsServing))];
        ImmutableArray<ClusterMember> ordered = [.. members.Values];
        if (shards.SequenceEqual(old.Shards) && ordered.SequenceEqual(old.Members)) return;
        ClusterMap map = new(old.Version + 1, ordered, shards);
        _map = map;
        MapChanged?.Invoke(map);
    }
}
