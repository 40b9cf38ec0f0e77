// The tables in which nodes meet.
//
//   cluster                 one row: schema version, number of key shards, secret of the node links
//   members                 a row per living member; without it nothing of that member's is taken any more
//   leases                  until when each member lives, if it says nothing more
//   key_shards              a row per key shard: owner, epoch (counts its owners), target (who is to own it), serving
//   shard_rows              the logs: seq is the number of the row's LAST turn within its key shard, so what follows turn n is seq > n
//   shard_snapshots         complete snapshots of key shards: all turns up to seq
//   shard_snapshot_chunks   their bytes
//
// Leases are apart from members because every commit locks its member's row (FOR SHARE), and a lease is renewed several times a second: in one row
// they would wait for each other.
//
// Payloads are stored as they are (EXTERNAL): PostgreSQL's compression would cost more of its time than it saves room.

using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

/// <param name="KeyShards">Number of key shards, fixed when the tables were made.</param>
/// <param name="LinkSecret">What nodes prove to each other that they know.</param>
internal sealed record ClusterSettings(int KeyShards, byte[] LinkSecret);

internal static class ClusterSchema
{
    private const int Version = 1;
    private const int SecretBytes = 32;

    private const string Create = """
        CREATE TABLE IF NOT EXISTS cluster (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            version int NOT NULL,
            key_shards int NOT NULL,
            link_secret bytea NOT NULL);
        CREATE TABLE IF NOT EXISTS members (
            incarnation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            generation int NOT NULL DEFAULT 0,
            id text NOT NULL,
            host text NOT NULL,
            hostname text NOT NULL,
            port int NOT NULL,
            link_port int NOT NULL,
            leaving boolean NOT NULL DEFAULT false) WITH (fillfactor = 50);
        CREATE TABLE IF NOT EXISTS leases (
            incarnation bigint PRIMARY KEY,
            until timestamptz NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE IF NOT EXISTS key_shards (
            shard int PRIMARY KEY,
            owner bigint,
            epoch bigint NOT NULL DEFAULT 0,
            target bigint,
            serving boolean NOT NULL DEFAULT false) WITH (fillfactor = 50);
        CREATE TABLE IF NOT EXISTS shard_rows (
            shard int NOT NULL,
            seq bigint NOT NULL,
            turns int NOT NULL,
            time bigint NOT NULL,
            crc int NOT NULL,
            epoch bigint NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY (shard, seq));
        CREATE TABLE IF NOT EXISTS shard_snapshots (
            shard int NOT NULL,
            seq bigint NOT NULL,
            epoch bigint NOT NULL,
            parts int NOT NULL,
            time bigint NOT NULL,
            PRIMARY KEY (shard, seq));
        CREATE TABLE IF NOT EXISTS shard_snapshot_chunks (
            shard int NOT NULL,
            seq bigint NOT NULL,
            part int NOT NULL,
            crc int NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY (shard, seq, part));
        ALTER TABLE shard_rows ALTER COLUMN payload SET STORAGE EXTERNAL;
        ALTER TABLE shard_snapshot_chunks ALTER COLUMN payload SET STORAGE EXTERNAL;
        """;

    /// <summary>Makes what is missing, and checks what is there.</summary>
    /// <param name="source">The database; its search path names the schema, which may be missing.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="keyShards">How many key shards the node has.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="JournalException">The tables are of another version, of another number of key shards, or a single node's.</exception>
    public static async Task<ClusterSettings> EnsureAsync(NpgsqlDataSource source, string schema, int keyShards, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        if (await FindAsync(connection, cancellation) is not { } found)
        {
            await CreateAsync(connection, schema, keyShards, cancellation);
            found = await FindAsync(connection, cancellation) ?? throw new JournalException("The tables of the cluster could not be made.");
        }
        if (found.Version != Version)
            throw new JournalException($"The database has the tables of a cluster in version {found.Version}; this program knows version {Version}.");
        if (found.Settings.KeyShards != keyShards)
            throw new JournalException($"The cluster in the database has {found.Settings.KeyShards} key shards, and this node is configured for {keyShards}: the number is fixed when a cluster is made.");
        return found.Settings;
    }

    private static async Task<(int Version, ClusterSettings Settings)?> FindAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await ExistsAsync(connection, "cluster", cancellation)) return null;
        await using NpgsqlCommand select = new("SELECT version, key_shards, link_secret FROM cluster", connection);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return (reader.GetInt32(0), new ClusterSettings(reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)));
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using NpgsqlCommand exists = new($"SELECT to_regclass('{table}') IS NOT NULL", connection);
        return (bool)(await exists.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string schema, int keyShards, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        // The lock comes first: one node makes the tables, the others wait for it, whatever the schema. It is held for a moment.
        await using (NpgsqlCommand wait = new($"SELECT pg_advisory_xact_lock({PostgresFormat.MakingLock})", connection)) await wait.ExecuteNonQueryAsync(cancellation);
        if (await ExistsAsync(connection, "node", cancellation))
            throw new JournalException($"Schema {schema} of database {connection.Database} holds the data of a single node: start with cluster-enabled no, or name another schema.");
        await using (NpgsqlCommand look = new("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } })
        {
            // Asked before, since CREATE SCHEMA IF NOT EXISTS wants the right to create schemas even for one that exists.
            bool exists = (bool)(await look.ExecuteScalarAsync(cancellation))!;
            await using NpgsqlCommand create = new(exists ? Create : $"CREATE SCHEMA {PostgresDatabase.Quote(schema)}; {Create}", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
        await using (NpgsqlCommand fill = new($"""
            WITH made AS (INSERT INTO cluster (version, key_shards, link_secret) VALUES ({Version}, $1, $2) ON CONFLICT DO NOTHING RETURNING key_shards)
            INSERT INTO key_shards (shard) SELECT generate_series(0, key_shards - 1) FROM made
            """, connection))
        {
            fill.Parameters.Add(new NpgsqlParameter<int> { TypedValue = keyShards });
            fill.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = System.Security.Cryptography.RandomNumberGenerator.GetBytes(SecretBytes) });
            await fill.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }
}
