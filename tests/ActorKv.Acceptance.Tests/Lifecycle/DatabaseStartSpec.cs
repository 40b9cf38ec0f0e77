// A server whose data is in PostgreSQL, alone or a node of a cluster, and its database, which are started in whatever order.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Journal.Contract;

namespace ActorKv.Acceptance.Tests.Lifecycle;

public sealed class DatabaseStartSpec : IDisposable
{
    private const string Waiting = "Waiting for the database";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.Postgres)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_starts_before_its_database_waits_for_it(bool isNode)
    {
        using TestPostgres postgres = TestPostgres.Start();
        using RespServer server = Server(await postgres.CreateDatabaseAsync(), isNode);
        postgres.Stop();
        server.Begin();
        await WaitsAsync(server);
        postgres.StartAgain();
        server.WaitUntilServing();
        using RespClient client = server.Connect();
        Assert.Equal("OK", client.Do("SET", "key", "value").Text);
    }

    [RequiresTheory(Needs.Postgres)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SIGTERM_ends_a_server_that_waits_for_its_database(bool isNode)
    {
        using RespServer server = Server($"Host=127.0.0.1;Port={RespServer.FreePort()};Username=actorkv", isNode);
        server.Begin();
        await WaitsAsync(server);
        Assert.Equal(0, server.Terminate());
        Assert.Contains("Stopped before it was ready", server.Output);
    }

    [RequiresTheory(Needs.Postgres)]
    [InlineData(false, "Database=nowhere;Password=secret", "There is no such database")]
    [InlineData(true, "Database=nowhere;Password=secret", "There is no such database")]
    [InlineData(false, "Username=nobody;Password=secret", "The server does not let this user in")]
    [InlineData(true, "Username=nobody;Password=secret", "The server does not let this user in")]
    [InlineData(false, "Passwort=secret", "The connection string of PostgreSQL cannot be used")]
    [InlineData(true, "Passwort=secret", "The connection string of PostgreSQL cannot be used")]
    public void What_waiting_does_not_mend_is_told_at_once(bool isNode, string wrong, string told)
    {
        using RespServer server = Server($"{TestPostgres.Shared.ConnectionString};{wrong}", isNode);
        ToolResult ended = server.StartInVain();
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(told, ended.Output);
        Assert.DoesNotContain(Waiting, ended.Output);
        Assert.DoesNotContain("secret", ended.Output);
    }

    private static Task WaitsAsync(RespServer server) =>
        Eventually.Holds(() => server.Output.Contains(Waiting, StringComparison.Ordinal), () => $"The server does not say that it waits:\n{server.Output}");

    private RespServer Server(string database, bool isNode) => RespServer.ActorKv(_directory.Path,
        ["--journal", "postgres", "--postgres", database, .. isNode ? (string[])["--bind", "127.0.0.1", "--cluster-enabled", "yes", "--cluster-port", $"{RespServer.FreePort()}"] : []]);
}
