// A single node whose data is in PostgreSQL: it is killed, and so is the database, both under load.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Journal.Contract;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Crashes;

public sealed class PostgresSpec(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 5;
    private const int Counters = 4;
    private const int CountsBetween = 200;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Needs.Postgres)]
    public async Task With_appendfsync_always_kill_9_loses_nothing_acknowledged_and_nothing_shown()
    {
        Random random = new(Seed.Choose(output));
        CrashClient[] clients =
        [
            .. Enumerable.Range(0, 3).Select(i => new CounterClient(i)), new CounterReader(3), new ManyKeysClient(0), new ListMover(0),
            new PipelineClient(0, 1), new PipelineClient(1, 16), new AccountMover(0), new AccountMover(1), new AccountReader(),
        ];
        using RespServer server = Start(await TestPostgres.Shared.CreateDatabaseAsync(), "always");
        using (RespClient bank = server.Connect()) AccountMover.Open(bank);
        for (int round = 1; round <= Rounds; round++)
        {
            int steps = random.Next(1, 2000);
            output.WriteLine($"Round {round}: kill -9 after {steps} steps");
            CrashLoad.KillAfter(server, clients, steps);
            server.Start();
            using RespClient client = server.Connect();
            foreach (CrashClient told in clients) told.Verify(client);
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task With_appendfsync_everysec_kill_9_loses_the_last_second_at_most()
    {
        using RespServer server = Start(await TestPostgres.Shared.CreateDatabaseAsync(), "everysec");
        LastSecond.Verify(server, rounds: 2, output);
    }

    [RequiresTheory(Needs.Postgres)]
    [InlineData("always", PostgresStop.Immediate)]
    [InlineData("everysec", PostgresStop.Fast)]
    [InlineData("everysec", PostgresStop.Immediate)]
    internal async Task Restarts_of_the_database_lose_nothing_and_writes_resume_by_themselves(string policy, PostgresStop how)
    {
        using TestPostgres database = TestPostgres.Start(fsync: true);
        using RespServer server = Start(await database.CreateDatabaseAsync(), policy);
        SteadyCounter[] counters = [.. Enumerable.Range(0, Counters).Select(i => new SteadyCounter(i))];
        using CancellationTokenSource end = new();
        Task[] work = [.. counters.Select(counter => Task.Factory.StartNew(() => counter.Work(server.Port, end.Token), TaskCreationOptions.LongRunning))];
        for (int restart = 0; restart < 2; restart++)
        {
            await UntilAllHaveCounted(counters, work);
            database.Restart(how);
        }
        await UntilAllHaveCounted(counters, work);
        await end.CancelAsync();
        await Task.WhenAll(work).WaitAsync(s_patience);

        // `everysec` may still owe the last second to the journal: the server pays it when it stops.
        if (policy == "always") server.Kill();
        else Assert.Equal(0, server.Terminate());
        server.Start();
        using RespClient client = server.Connect();
        Assert.All(counters, counter => Assert.Equal($"{counter.Acknowledged}", client.Do("GET", counter.Key).Text));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_second_server_is_told_that_the_schema_is_in_use()
    {
        string database = await TestPostgres.Shared.CreateDatabaseAsync();
        using RespServer server = Start(database, "always");
        using RespServer second = RespServer.ActorKv(_directory.Path, Options(database, "always"));
        ToolResult ended = second.StartInVain();
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("is in use by 'actorkv", ended.Output);
        using RespClient client = server.Connect();
        Assert.Equal("OK", client.Do("SET", "key", "value").Text);
    }

    private static string[] Options(string database, string policy) => ["--journal", "postgres", "--postgres", database, "--appendfsync", policy];

    private static async Task UntilAllHaveCounted(SteadyCounter[] counters, Task[] work)
    {
        Task all = Task.WhenAll(counters.Select(counter => counter.AdvanceAsync(CountsBetween)));
        // Who counts does not end before it is told to: an end is a failed assertion.
        Task first = await Task.WhenAny([all, .. work]).WaitAsync(s_patience);
        await first;
        Assert.Same(all, first);
    }

    private RespServer Start(string database, string policy) => RespServer.StartActorKv(_directory.Path, Options(database, policy));
}
