// The shared table over a real PostgreSQL: versions, notifications, and connections that are lost.

using ActorKv.Cluster.Shared;
using ActorKv.Journal.Contract;
using Npgsql;

namespace ActorKv.Cluster.Tests.Shared;

public sealed class PostgresSharedTableSpec : IAsyncLifetime
{
    private const string Library = "#!lua name=lib\nredis.register_function('one', function() return 1 end)";

    private static readonly byte[] s_one = [1], s_two = [2];

    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        if (PostgresPrograms.Missing is null) _source = NpgsqlDataSource.Create(await TestPostgres.Shared.CreateDatabaseAsync());
    }

    public async Task DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_value_takes_the_place_of_the_version_that_it_was_made_from()
    {
        await using PostgresSharedTable table = await OpenAsync();
        Assert.Null(await table.ReadAsync("x", default));
        Assert.True(await table.TryWriteAsync("x", 0, s_one, default));
        Assert.False(await table.TryWriteAsync("x", 0, s_two, default));
        Assert.False(await table.TryWriteAsync("x", 2, s_two, default));
        Assert.True(await table.TryWriteAsync("x", 1, s_two, default));
        SharedValue? value = await table.ReadAsync("x", default);
        Assert.Equal(2, value!.Version);
        Assert.Equal(s_two, value.Payload);
        Assert.Null(await table.ReadAsync("y", default));
    }

    [PostgresFact]
    public async Task Many_may_open_it_at_once()
    {
        PostgresSharedTable[] tables = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));
        foreach (PostgresSharedTable table in tables) await table.DisposeAsync();
    }

    [PostgresFact]
    public async Task Of_many_writers_at_once_each_gets_a_version_of_its_own()
    {
        await using PostgresSharedTable table = await OpenAsync();
        int[] written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            int tries = 0;
            do tries++;
            while (!await table.TryWriteAsync("x", (await table.ReadAsync("x", default))?.Version ?? 0, s_one, default));
            return tries;
        })));
        Assert.Equal(8, written.Length);
        Assert.Equal(8, (await table.ReadAsync("x", default))!.Version);
    }

    [PostgresFact]
    public async Task Who_waits_hears_of_a_change_and_of_a_new_connection()
    {
        await using PostgresSharedTable table = await OpenAsync(), other = await OpenAsync();
        using CancellationTokenSource patience = new(SharedNode.Patience);
        await table.WaitForChangeAsync(patience.Token);
        Task change = table.WaitForChangeAsync(patience.Token);
        Assert.True(await other.TryWriteAsync("x", 0, s_one, default));
        await change;
        Task lost = table.WaitForChangeAsync(patience.Token);
        await using NpgsqlCommand kill = _source!.CreateCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
        await kill.ExecuteNonQueryAsync(patience.Token);
        await lost;
    }

    [PostgresFact]
    public async Task Two_nodes_share_functions_and_users()
    {
        await using SharedNode a = await SharedNode.StartAsync(await OpenAsync());
        await using SharedNode b = await SharedNode.StartAsync(await OpenAsync());
        Assert.Equal("lib", await a.Run("FUNCTION", "LOAD", Library));
        Assert.Equal("1", await b.Run("FCALL", "one", "0"));
        Assert.Equal("OK", await b.Run("ACL", "SETUSER", "bob", "on", ">\xFF", "~\xFF*", "+get"));
        await a.Until("OK", "AUTH", "bob", "\xFF");
    }

    private Task<PostgresSharedTable> OpenAsync() => PostgresSharedTable.OpenAsync(_source!, "actorkv", default);
}
