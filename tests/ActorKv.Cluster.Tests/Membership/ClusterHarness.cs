// Nodes of a cluster in this process, over a database of the test's own, with key shards that are only names.

using ActorKv.Cluster.Membership;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActorKv.Cluster.Tests.Membership;

internal sealed class ClusterHarness : IAsyncDisposable
{
    public const int KeyShards = 64;
    private const string Schema = "actorkv";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actorkv-cluster-");
    private readonly string _connectionString;
    private readonly List<TestNode> _nodes = [];

    private ClusterHarness(string connectionString) => _connectionString = connectionString;

    public FakeShards Shards { get; } = new(KeyShards);

    /// <summary>Long enough for a busy machine, short enough to wait for.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(2);

    public static async Task<ClusterHarness> CreateAsync(TestPostgres? server = null) => new(await (server ?? TestPostgres.Shared).CreateDatabaseAsync());

    /// <param name="loads">What its loads wait for.</param>
    public async Task<TestNode> JoinAsync(Task? loads = null)
    {
        FakeShardHost host = Shards.NewHost();
        if (loads is not null) host.Loads = loads;
        int number = _nodes.Count + 1;
        ClusterNode node = await ClusterNode.CreateAsync(
            new ClusterNodeOptions
            {
                ConnectionString = _connectionString,
                Schema = Schema,
                KeyShards = KeyShards,
                Directory = Path.Combine(_directory.FullName, $"{number}"),
                Host = "127.0.0.1",
                Port = number,
                LinkPort = 10000 + number,
                Lease = Lease,
            }, host, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        host.Node = node;
        await node.StartAsync(CancellationToken.None);
        TestNode made = new(node, host);
        _nodes.Add(made);
        return made;
    }

    /// <summary>Waits until the map of each node says that every key shard is served, evenly, by these and nobody else, and they agree.</summary>
    public Task UntilSharedAsync(params TestNode[] nodes) => UntilAsync(() =>
    {
        foreach (TestNode node in nodes)
        {
            ClusterMap map = node.Node.Map;
            if (!map.IsComplete || map.Members.Length != nodes.Length) return false;
            int[] counts = [.. nodes.Select(other => map.Shards.Count(place => place.Owner!.Incarnation == other.Node.Myself.Incarnation))];
            if (counts.Sum() != KeyShards || counts.Max() - counts.Min() > 1) return false;
        }
        return nodes.Sum(static node => node.Host.Open) == KeyShards;
    });

    /// <summary>Waits for a condition, and judges every moment on the way.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(s_patience);
        while (!condition())
        {
            Shards.Check();
            await Task.Delay(s_look, patience.Token);
        }
        Shards.Check();
        Assert.Empty(Shards.Violations);
    }

    /// <summary>A commit to a key shard, as whoever has it open would make it.</summary>
    public static async Task CommitAsync(MemberLife life, int shard, long epoch, long seq)
    {
        using ShardedPostgresJournal journal = new(KeyShards);
        journal.Begin(life);
        await journal.CommitAsync(new[] { new ShardRow(shard, epoch, JournalRow.Create(seq, 1, 0, new byte[] { 1 })) }, sync: true, CancellationToken.None);
    }

    /// <summary>Runs SQL in a transaction that stays open, with the locks that it took, until what is returned is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string sql)
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(_connectionString) { SearchPath = Schema, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("BEGIN; " + sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using NpgsqlDataSource source = ClusterSource.Create(_connectionString, Schema, "test");
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestNode node in _nodes)
        {
            node.Resume();
            await node.Node.DisposeAsync();
        }
        _directory.Delete(recursive: true);
    }
}

/// <summary>A node, and what the test does to it.</summary>
internal sealed record TestNode(ClusterNode Node, FakeShardHost Host)
{
    private volatile TaskCompletionSource? _paused;

    /// <summary>Stops its loops, as SIGSTOP does; what it has sent goes on.</summary>
    public void Pause()
    {
        TaskCompletionSource paused = _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Node.Step = cancellation => paused.Task.WaitAsync(cancellation);
    }

    public void Resume()
    {
        Node.Step = static _ => Task.CompletedTask;
        _paused?.TrySetResult();
    }
}
