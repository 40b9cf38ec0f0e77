// The server that the other specs rely on, so that a test which fails for its sake is told from one that fails for ours.

using ActorKv.Journal.Contract;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class TestPostgresSpec
{
    [PostgresFact]
    public async Task Every_database_is_an_empty_one()
    {
        string first = await TestPostgres.Shared.CreateDatabaseAsync(), second = await TestPostgres.Shared.CreateDatabaseAsync();
        Assert.NotEqual(first, second);
        await TestPostgres.ExecuteAsync(first, "CREATE TABLE things (name text)");
        await TestPostgres.ExecuteAsync(second, "CREATE TABLE things (name text)");
    }

    [PostgresTheory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Immediate)]
    internal async Task A_server_that_was_restarted_has_its_port_and_its_data(PostgresStop how)
    {
        using TestPostgres server = TestPostgres.Start();
        int port = server.Port;
        string database = await server.CreateDatabaseAsync();
        await TestPostgres.ExecuteAsync(database, "CREATE TABLE things (name text)");
        server.Restart(how);
        Assert.Equal(port, server.Port);
        await TestPostgres.ExecuteAsync(database, "INSERT INTO things VALUES ('a')");
    }

    [PostgresFact]
    public async Task A_paused_server_answers_when_it_goes_on()
    {
        using TestPostgres server = TestPostgres.Start();
        await using NpgsqlConnection connection = new(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("SELECT 1", connection);
        server.Pause();
        Task<object?> answer = command.ExecuteScalarAsync();
        Assert.False(answer.IsCompleted);
        server.Resume();
        Assert.Equal(1, await answer);
    }
}
