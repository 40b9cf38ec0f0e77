// What a data directory is to SQLite: a schema of a PostgreSQL database, and the order in which it is opened.
//
//   connect ─► make or check the tables (PostgresFormat) ─► become the one who writes (PostgresWriter) ─► read where the log ends

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Postgres;

/// <summary>Where a single node keeps its data: a schema with a journal and a snapshot store, held by one process at a time.</summary>
public sealed class PostgresDataSchema : IDisposable
{
    // A server that was killed is known to be gone when PostgreSQL finds its connections closed: at once, or when a statement under way ends.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private PostgresDataSchema(PostgresDatabase database, PostgresJournal journal, PostgresSnapshotStore snapshots)
    {
        Database = database;
        Journal = journal;
        Snapshots = snapshots;
    }

    /// <summary>Schema, database and server, without any secret.</summary>
    public string Name => Database.Name;

    /// <summary>For tests: how long it tries to reach the server.</summary>
    internal PostgresDatabase Database { get; }

    /// <summary>The journal. Closed with the schema.</summary>
    public PostgresJournal Journal { get; }

    /// <summary>The snapshot store. Closed with the schema.</summary>
    public PostgresSnapshotStore Snapshots { get; }

    /// <summary>Opens a schema, creating it and its tables when they are missing.</summary>
    /// <param name="connectionString">How Npgsql connects to the database, which must exist. A pool in between that hands out connections per
    /// transaction will not do.</param>
    /// <param name="schema">Name of the schema, as it is; no quotes needed.</param>
    /// <param name="keyShards">Number of key shards, at least 1; fixed when the tables are created.</param>
    /// <exception cref="JournalException">It is in use, cannot be reached or written, or is of another number of key shards or of a newer format.</exception>
    public static PostgresDataSchema Open(string connectionString, string schema, int keyShards) => Open(connectionString, schema, keyShards, s_patience);

    internal static PostgresDataSchema Open(string connectionString, string schema, int keyShards, TimeSpan patience)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        ArgumentOutOfRangeException.ThrowIfLessThan(keyShards, 1);
        PostgresDatabase database = PostgresDatabase.Create(connectionString, schema);
        PostgresWriter? writer = null;
        try
        {
            PostgresFormat.Ensure(database, keyShards);
            writer = PostgresWriter.Open(database, patience);
            return new PostgresDataSchema(database, new PostgresJournal(database, writer), new PostgresSnapshotStore(database, writer, keyShards));
        }
        catch
        {
            writer?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Closes all connections, and with them gives the schema free.</summary>
    public void Dispose()
    {
        Snapshots.Dispose();
        Journal.Dispose();
        Database.Dispose();
    }
}
