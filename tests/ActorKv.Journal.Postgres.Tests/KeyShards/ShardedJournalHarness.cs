// A cluster's tables in a database of a test's own, with members and key shards as the test says, and no node. A member has its journal, and its life
// can be ended.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

/// <summary>A member, as far as the database and its journal know it.</summary>
internal sealed record TestMember(MemberLife Life, CancellationTokenSource Lost, ShardedPostgresJournal Journal)
{
    public Task CommitAsync(params ShardRow[] rows) => Journal.CommitAsync(rows, sync: true, default).AsTask();

    public Task CommitWithoutSyncAsync(params ShardRow[] rows) => Journal.CommitAsync(rows, sync: false, default).AsTask();

    public Task ProbeAsync() => Journal.ProbeAsync(default).AsTask();
}

internal sealed class ShardedJournalHarness : IAsyncLifetime
{
    public const int KeyShards = 8;
    private const string Schema = "actorkv";

    // In the order in which they go: journals before what they connect with.
    private readonly Stack<IDisposable> _toDispose = [];

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        ConnectionString = await TestPostgres.Shared.CreateDatabaseAsync();
        Source = Connect("test");
        await ClusterSchema.EnsureAsync(Source, Schema, KeyShards, CancellationToken.None);
    }

    /// <summary>A new member that owns key shards at epoch 1 more than they had.</summary>
    public async Task<TestMember> JoinAsync(params int[] shards)
    {
        long incarnation = await NumberAsync("INSERT INTO members (id, host, hostname, port, link_port) VALUES ('n', 'h', '', 1, 2) RETURNING incarnation");
        await RunAsync($"UPDATE key_shards SET owner = {incarnation}, epoch = epoch + 1 WHERE shard = ANY(ARRAY[{string.Join(',', shards)}]::int[])");
        MemberLife life = new(incarnation, Connect(ClusterSource.NameOf("node", incarnation)), default);
        return Begin(life);
    }

    /// <summary>The same member, over connections to another port.</summary>
    public TestMember Through(int port, TestMember member) => Begin(member.Life with { Source = Connect("proxied", $";Port={port}") });

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

    /// <summary>Waits until so many sessions of the member, and no more, wait for a lock.</summary>
    public Task UntilWaitsForLockAsync(TestMember member, int sessions = 1) =>
        UntilAsync($"SELECT (count(*) = {sessions})::int FROM {SessionsOf(member)} AND wait_event_type = 'Lock'");

    /// <summary>Ends the member's sessions, as an operator would.</summary>
    public Task TerminateAsync(TestMember member) => RunAsync($"SELECT pg_terminate_backend(pid) FROM {SessionsOf(member)}");

    /// <summary>Ends the one of the member's sessions whose transaction began first.</summary>
    public Task TerminateFirstAsync(TestMember member) =>
        RunAsync($"SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM {SessionsOf(member)} AND xact_start IS NOT NULL ORDER BY xact_start LIMIT 1) first");

    public async Task UntilAsync(string sql)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (await NumberAsync(sql) == 0) await Task.Delay(10, patience.Token);
    }

    public Task DisposeAsync()
    {
        foreach (IDisposable disposable in _toDispose) disposable.Dispose();
        return Task.CompletedTask;
    }

    private static string SessionsOf(TestMember member) =>
        $"pg_stat_activity WHERE datname = current_database() AND application_name = '{ClusterSource.NameOf("node", member.Life.Incarnation)}'";

    private NpgsqlDataSource Connect(string name, string overrides = "") => Own(ClusterSource.Create(ConnectionString + overrides, Schema, name));

    private TestMember Begin(MemberLife life)
    {
        CancellationTokenSource lost = Own(new CancellationTokenSource());
        ShardedPostgresJournal journal = Own(new ShardedPostgresJournal(KeyShards));
        life = life with { Lost = lost.Token };
        journal.Begin(life);
        return new TestMember(life, lost, journal);
    }

    private T Own<T>(T resource) where T : IDisposable
    {
        _toDispose.Push(resource);
        return resource;
    }
}
