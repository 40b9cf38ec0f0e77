// How a schema is made, taken, and refused.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;
using Npgsql;
using static ActorKv.Journal.Postgres.Tests.TestSchema;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class PostgresDataSchemaSpec
{
    private readonly TestSchema _schema = new();

    [PostgresFact]
    public void A_second_opener_is_told_who_has_the_schema()
    {
        using PostgresDataSchema store = _schema.Open();
        JournalException refused = Assert.Throws<JournalException>(() => _schema.Open(patience: TimeSpan.FromMilliseconds(1)));
        Assert.Contains($"is in use by 'actorkv {Environment.ProcessId}@", refused.Message, StringComparison.Ordinal);
        Commit(store.Journal, Row(1, 1));
    }

    [PostgresFact]
    public void A_schema_that_was_closed_can_be_opened_again()
    {
        for (int i = 1; i <= 3; i++)
        {
            using PostgresDataSchema store = _schema.Open();
            Commit(store.Journal, Row(i, 1));
        }
        using PostgresDataSchema last = _schema.Open();
        Assert.Equal(3, last.Journal.LastLsn);
    }

    [PostgresFact]
    public async Task Who_lost_the_schema_to_another_writes_nothing_any_more()
    {
        using PostgresDataSchema old = _schema.Open();
        Commit(old.Journal, Row(1, 1), Row(2, 1));
        ISnapshotSaveWriter save = old.Snapshots.BeginSave();
        for (int shard = 0; shard < 256; shard++) save.Add(new SnapshotChunk(shard, 0, IsLast: true, ShardLsn: 2, new byte[10]));
        _schema.EndWriter();
        using PostgresDataSchema taker = _schema.Open();
        Commit(taker.Journal, Row(3, 1));

        Assert.Contains("has been opened by another process", Assert.Throws<JournalFencedException>(() => Commit(old.Journal, Row(3, 1))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<JournalFencedException>(async () => await old.Journal.ProbeAsync(default));
        Assert.Throws<JournalException>(() => save.Complete(1, 2));
        save.Dispose();
        Assert.Throws<JournalException>(() => old.Snapshots.BeginSave().Dispose());
        Assert.Throws<JournalException>(() => old.Journal.DeleteThrough(1));
        Commit(taker.Journal, Row(4, 1));
        Assert.Equal([1L, 2, 3, 4], taker.Journal.Read(0).Select(row => row.FirstLsn));
        Assert.Equal(0, _schema.Ask<long>("SELECT count(*) FROM saves WHERE complete"));
    }

    [PostgresFact]
    public void Another_number_of_key_shards_is_refused()
    {
        _schema.Open(keyShards: 16).Dispose();
        Assert.Contains("was created with 16 key shards, the configuration says 256", Assert.Throws<JournalException>(() => _schema.Open()).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void A_newer_format_is_refused()
    {
        _schema.Open().Dispose();
        _schema.Execute("UPDATE node SET version = 2");
        Assert.Contains("has format version 2, this program knows versions up to 1", Assert.Throws<JournalException>(() => _schema.Open()).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void Somebody_elses_tables_are_refused_and_left_alone()
    {
        _schema.Execute("CREATE SCHEMA actorkv; CREATE TABLE actorkv.things (name text)");
        Assert.Contains("has tables that are not those of an ActorKv node", Assert.Throws<JournalException>(() => _schema.Open()).Message, StringComparison.Ordinal);
        Assert.Equal(1, _schema.Ask<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'actorkv'"));
    }

    [PostgresFact]
    public void The_tables_of_a_cluster_are_refused()
    {
        _schema.Execute("CREATE SCHEMA actorkv; CREATE TABLE actorkv.cluster (version int)");
        Assert.Contains("holds the data of a cluster: start with cluster-enabled yes", Assert.Throws<JournalException>(() => _schema.Open()).Message, StringComparison.Ordinal);
    }

    [PostgresTheory]
    [InlineData("Select")]
    [InlineData("two words")]
    [InlineData("it's \"quoted\"; DROP TABLE node --")]
    [InlineData("größer")]
    public void A_schema_may_have_any_name(string name)
    {
        TestSchema schema = new(name);
        using (PostgresDataSchema store = schema.Open()) Commit(store.Journal, Row(1, 5), Row(6, 5));
        using PostgresDataSchema again = schema.Open();
        Assert.Equal(2, again.Journal.Read(0).Count());
        Assert.Equal(1, schema.Ask<long>("SELECT count(*) FROM pg_namespace WHERE nspname = current_schema()"));
    }

    [PostgresFact]
    public void Two_schemas_of_a_database_have_nothing_in_common()
    {
        using PostgresDataSchema one = PostgresDataSchema.Open(_schema.ConnectionString, "one", 16);
        using PostgresDataSchema other = PostgresDataSchema.Open(_schema.ConnectionString, "other", 32);
        Commit(one.Journal, Row(1, 5));
        Assert.Equal((5, 0), (one.Journal.LastLsn, other.Journal.LastLsn));
    }

    [PostgresFact]
    public void A_user_who_may_only_use_a_schema_that_is_there_can_open_it()
    {
        string user = $"user_{Guid.NewGuid():N}", database = new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Database!;
        _schema.Execute($"CREATE ROLE {user} LOGIN; CREATE SCHEMA actorkv AUTHORIZATION {user}; REVOKE ALL ON DATABASE {database} FROM public; GRANT CONNECT ON DATABASE {database} TO {user}");
        string connection = new NpgsqlConnectionStringBuilder(_schema.ConnectionString) { Username = user }.ConnectionString;
        using PostgresDataSchema store = PostgresDataSchema.Open(connection, "actorkv", 256);
        Commit(store.Journal, Row(1, 5));
        Assert.Contains("The user lacks a right", Assert.Throws<JournalException>(() => PostgresDataSchema.Open(connection, "another", 256)).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public void What_cannot_be_reached_is_told_without_the_password()
    {
        string database = new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Database!;
        string[] wrong =
        [
            $"Host=127.0.0.1;Port=1;Username=actorkv;Password=secret;Database={database}",
            new NpgsqlConnectionStringBuilder(_schema.ConnectionString) { Database = "nowhere", Password = "secret" }.ConnectionString,
            "Host=127.0.0.1;Passwort=secret",
        ];
        string[] told = [.. wrong.Select(connection => Assert.Throws<JournalException>(() => PostgresDataSchema.Open(connection, "actorkv", 256)).Message)];
        Assert.All(told, message => Assert.DoesNotContain("secret", message, StringComparison.Ordinal));
        Assert.Contains("The server cannot be reached", told[0], StringComparison.Ordinal);
        Assert.Contains("There is no such database", told[1], StringComparison.Ordinal);
        Assert.Contains("connection string", told[2], StringComparison.Ordinal);
    }
}
