// A database of a test's own, and stores opened in it.

using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests;

internal sealed class TestSchema(string name = "actorkv", TestPostgres? server = null)
{
    /// <summary>How long a second opener waits for the first, where that is not what is tested.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Lazy<string> _connectionString = new(() => (server ?? TestPostgres.Shared).CreateDatabaseAsync().GetAwaiter().GetResult());

    public string ConnectionString => _connectionString.Value;

    public PostgresDataSchema Open(int keyShards = 256, TimeSpan? patience = null) =>
        PostgresDataSchema.Open(ConnectionString, name, keyShards, patience ?? s_patience);

    /// <summary>Runs SQL with this schema in the search path.</summary>
    public int Execute(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteNonQuery();
    }

    /// <summary>The value in the first column of the first row.</summary>
    public T Ask<T>(string sql)
    {
        using NpgsqlConnection connection = Connect();
        using NpgsqlCommand command = new(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Ends the connection that a store of this schema commits over, as an administrator would.</summary>
    public void EndWriter() => Assert.True(Ask<bool>("""
        SELECT pg_terminate_backend(pid, 60000) FROM pg_locks JOIN pg_stat_activity a USING (pid)
        WHERE locktype = 'advisory' AND granted AND datname = current_database() AND application_name LIKE 'actorkv %'
        """));

    public static void Commit(IJournal journal, params JournalRow[] rows) => journal.CommitAsync(rows, sync: true, default).AsTask().GetAwaiter().GetResult();

    public static JournalRow Row(long firstLsn, int turns, int bytes = 1000)
    {
        byte[] payload = new byte[bytes];
        new Random((int)firstLsn * 31 + bytes).NextBytes(payload);
        return JournalRow.Create(firstLsn, turns, 1_767_225_600_000 + firstLsn, payload);
    }

    private NpgsqlConnection Connect()
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, SearchPath = PostgresDatabase.Quote(name) }.ConnectionString);
        connection.Open();
        return connection;
    }
}
