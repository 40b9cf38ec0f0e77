// How the tables of a cluster are made, and what is refused.

using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests.KeyShards;

public sealed class ClusterSchemaSpec
{
    private const int KeyShards = 8;

    private readonly TestSchema _schema = new();

    [PostgresFact]
    public async Task The_number_of_key_shards_is_fixed_when_the_tables_are_made()
    {
        ClusterSettings made = await EnsureAsync(KeyShards);
        Assert.Equal(32, made.LinkSecret.Length);
        Assert.Equal(made.LinkSecret, (await EnsureAsync(KeyShards)).LinkSecret);
        JournalException refusal = await Assert.ThrowsAsync<JournalException>(() => EnsureAsync(2 * KeyShards));
        Assert.Contains("8 key shards", refusal.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task The_tables_of_a_single_node_are_refused_and_left_alone()
    {
        using (PostgresDataSchema node = _schema.Open()) TestSchema.Commit(node.Journal, TestSchema.Row(1, 1));
        long tables = CountTables();
        JournalException refusal = await Assert.ThrowsAsync<JournalException>(() => EnsureAsync(KeyShards));
        Assert.Contains("holds the data of a single node: start with cluster-enabled no", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(tables, CountTables());
        using PostgresDataSchema again = _schema.Open();
        Assert.Equal(1, again.Journal.LastLsn);
    }

    [PostgresFact]
    public async Task A_user_who_owns_the_schema_and_may_make_none_can_begin_a_cluster()
    {
        string user = $"user_{Guid.NewGuid():N}", database = new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Database!;
        _schema.Execute($"CREATE ROLE {user} LOGIN; CREATE SCHEMA actorkv AUTHORIZATION {user}; REVOKE ALL ON DATABASE {database} FROM public; GRANT CONNECT ON DATABASE {database} TO {user}");
        Assert.Equal(KeyShards, (await EnsureAsync(KeyShards, user)).KeyShards);
    }

    private async Task<ClusterSettings> EnsureAsync(int keyShards, string? user = null)
    {
        NpgsqlConnectionStringBuilder connection = new(_schema.ConnectionString);
        if (user is not null) connection.Username = user;
        await using NpgsqlDataSource source = ClusterSource.Create(connection.ConnectionString, "actorkv", "test");
        return await ClusterSchema.EnsureAsync(source, "actorkv", keyShards, default);
    }

    private long CountTables() => _schema.Ask<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'actorkv'");
}
