// A cluster's tables in a database of a test's own, with members and key shards as the test says, and no node.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

internal sealed class ShardedJournalHarness : IAsyncDisposable
{
    public const int KeyShards = 8;
    private const string Schema = "actorkv";

    private readonly List<IDisposable> _toDispose = [];

    private ShardedJournalHarness(string connectionString)
    {
        ConnectionString = connectionString;
        Source = ClusterSource.Create(connectionString, Schema, "test");
        _toDispose.Add(Source);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<ShardedJournalHarness> CreateAsync()
    {
        ShardedJournalHarness harness = new(await TestPostgres.Shared.CreateDatabaseAsync());
        await ClusterSchema.EnsureAsync(harness.Source, Schema, KeyShards, CancellationToken.None);
        return harness;
    }

    /// <summary>A new member that owns key shards at epoch 1 more than they had.</summary>
    public async Task<(MemberLife Life, CancellationTokenSource Lost)> JoinAsync(params int[] shards)
    {
        long incarnation = await NumberAsync("INSERT INTO members (id, host, hostname, port, link_port) VALUES ('n', 'h', '', 1, 2) RETURNING incarnation");
        await RunAsync($"UPDATE key_shards SET owner = {incarnation}, epoch = epoch + 1 WHERE shard = ANY(ARRAY[{string.Join(',', shards)}]::int[])");
        NpgsqlDataSource source = ClusterSource.Create(ConnectionString, Schema, ClusterSource.NameOf("node", incarnation));
        CancellationTokenSource lost = new();
        _toDispose.Add(source);
        _toDispose.Add(lost);
        return (new MemberLife(incarnation, source, lost.Token), lost);
    }

    public ShardedPostgresJournal Journal(MemberLife life)
    {
        ShardedPostgresJournal journal = new(KeyShards);
        journal.Begin(life);
        _toDispose.Insert(0, journal);
        return journal;
    }

    public static ShardRow Row(int shard, long first, string payload, long epoch = 1, int turns = 1) =>
        new(shard, epoch, JournalRow.Create(first, turns, time: 1000, Encoding.ASCII.GetBytes(payload)));

    /// <summary>What is in the log of a key shard: "first..last:payload …".</summary>
    public string Log(int shard, long before = long.MaxValue) => Read(shard, before).Rows;

    public (string Snapshot, string Rows) Read(int shard, long before = long.MaxValue)
    {
        StringBuilder snapshot = new(), rows = new();
        new ShardReader(new LogGrowth(KeyShards)).Read(Source, [shard], before, (_, chunks, log) =>
        {
            foreach (SnapshotChunk chunk in chunks)
                snapshot.Append(CultureInfo.InvariantCulture, $"{chunk.ShardLsn}/{chunk.Part}:{Encoding.ASCII.GetString(chunk.Payload.Span)}{(chunk.IsLast ? "." : " ")}");
            foreach (JournalRow row in log)
            {
                Assert.True(row.IsIntact);
                rows.Append(CultureInfo.InvariantCulture, $"{row.FirstLsn}..{row.LastLsn}:{Encoding.ASCII.GetString(row.Payload.Span)} ");
            }
        }, CancellationToken.None);
        return (snapshot.ToString(), rows.ToString().TrimEnd());
    }

    public async Task RunAsync(string sql)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using NpgsqlCommand command = Source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until a session of the member waits for a lock.</summary>
    public Task UntilWaitsForLockAsync(MemberLife life) => UntilAsync(
        $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{ClusterSource.NameOf("node", life.Incarnation)}' AND wait_event_type = 'Lock'");

    /// <summary>Ends the member's sessions, as an operator would.</summary>
    public Task TerminateAsync(MemberLife life) =>
        RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{ClusterSource.NameOf("node", life.Incarnation)}'");

    public async Task UntilAsync(string sql)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (await NumberAsync(sql) == 0) await Task.Delay(10, patience.Token);
    }

    public ValueTask DisposeAsync()
    {
        foreach (IDisposable disposable in _toDispose) disposable.Dispose();
        return ValueTask.CompletedTask;
    }
}
