// The tables of a single node, and what is refused.
//
//   node           version | key_shards | writer | generation                      one row: what the tables are, and who may write (PostgresWriter)
//   journal_start  deleted_through                                                 one row: where the log begins once older rows went
//   journal_rows   first_lsn | turns | time | crc | parts | payload                PostgresJournal
//   journal_parts  first_lsn | part | payload                                      parts 1 … parts - 1 of a payload over MaxPart bytes
//   saves, save_chunks                                                             PostgresSnapshotStore
//
// The tables are made in one transaction: a crash leaves none or all. The number of key shards is part of the format, because rows and streams
// name key shards. Payloads are stored as they are (EXTERNAL): compressing them would cost the server more time than it saves room.

using System.Globalization;
using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres;

internal static class PostgresFormat
{
    private const int Version = 1;

    /// <summary>The advisory lock of whoever makes tables, a node's or a cluster's: two at once, in whatever schema, do it one behind the other, and the second
    /// sees what the first has made. "AKVM", and the hash of nothing.</summary>
    public const long MakingLock = 0x414b564d_00000000;

    private const string Tables = """
        CREATE TABLE node (
            version int NOT NULL,
            key_shards int NOT NULL,
            writer bigint NOT NULL,
            generation bigint NOT NULL,
            PRIMARY KEY (writer, generation));
        CREATE TABLE journal_start (deleted_through bigint NOT NULL);
        INSERT INTO journal_start VALUES (0);
        CREATE TABLE journal_rows (
            first_lsn bigint PRIMARY KEY,
            turns int NOT NULL,
            time bigint NOT NULL,
            crc bigint NOT NULL,
            parts int NOT NULL,
            payload bytea NOT NULL);
        CREATE TABLE journal_parts (
            first_lsn bigint NOT NULL REFERENCES journal_rows ON DELETE CASCADE,
            part int NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY (first_lsn, part));
        CREATE TABLE saves (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            complete boolean NOT NULL,
            time bigint NOT NULL,
            lsn bigint NOT NULL,
            min_shard_lsn bigint NOT NULL);
        CREATE TABLE save_chunks (
            save bigint NOT NULL REFERENCES saves,
            shard int NOT NULL,
            part int NOT NULL,
            last boolean NOT NULL,
            shard_lsn bigint NOT NULL,
            crc bigint NOT NULL,
            payload bytea NOT NULL,
            PRIMARY KEY (save, shard, part));
        ALTER TABLE journal_rows ALTER COLUMN payload SET STORAGE EXTERNAL;
        ALTER TABLE journal_parts ALTER COLUMN payload SET STORAGE EXTERNAL;
        ALTER TABLE save_chunks ALTER COLUMN payload SET STORAGE EXTERNAL;
        """;

    private enum Content { Nothing, Node, Cluster, Other }

    /// <summary>Makes the schema and its tables when they are missing, checks them when they are there.</summary>
    /// <exception cref="JournalException">The schema holds something else, or a store of another version or number of key shards.</exception>
    public static void Ensure(PostgresDatabase database, int keyShards)
    {
        _ = database.Run("cannot be opened", connection =>
        {
            switch (Look(connection, database.Schema))
            {
                case Content.Nothing:
                    Make(connection, database, keyShards);
                    break;
                case Content.Node:
                    Check(connection, database, keyShards);
                    break;
                case Content.Cluster:
                    throw new JournalException($"{database.Name} holds the data of a cluster: start with cluster-enabled yes, or name another schema.");
                case Content.Other:
                    throw new JournalException($"{database.Name} has tables that are not those of an ActorKv node: name another schema.");
            }
            return true;
        });
    }

    private static void Make(NpgsqlConnection connection, PostgresDatabase database, int keyShards)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MakingLock})"));
        // Another process may have been first.
        if (Look(connection, database.Schema) != Content.Nothing)
        {
            transaction.Rollback();
            Check(connection, database, keyShards);
            return;
        }
        // Asked before CREATE SCHEMA IF NOT EXISTS, which wants the right to create schemas even for one that exists.
        if (!Exists(connection, database.Schema)) Execute(connection, $"CREATE SCHEMA {PostgresDatabase.Quote(database.Schema)}");
        Execute(connection, Tables);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO node VALUES ({Version}, {keyShards}, 0, 0)"));
        transaction.Commit();
    }

    private static void Check(NpgsqlConnection connection, PostgresDatabase database, int keyShards)
    {
        using NpgsqlCommand select = new("SELECT version, key_shards FROM node", connection);
        using NpgsqlDataReader reader = select.ExecuteReader();
        if (!reader.Read()) throw new JournalException($"{database.Name} is damaged: its table node is empty. Put back a backup.");
        int version = reader.GetInt32(0), stored = reader.GetInt32(1);
        if (version > Version)
        {
            throw new JournalException(
                $"{database.Name} has format version {version}, this program knows versions up to {Version}: start the newer ActorKv that wrote it.");
        }
        if (stored != keyShards)
        {
            throw new JournalException(
                $"{database.Name} was created with {stored} key shards, the configuration says {keyShards}: " +
                $"set key-shards to {stored}, or name another schema and copy the keys over.");
        }
    }

    private static bool Exists(NpgsqlConnection connection, string schema) =>
        Ask(connection, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)", schema);

    private static Content Look(NpgsqlConnection connection, string schema) =>
        !Ask(connection, "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1)", schema) ? Content.Nothing :
        HasTable(connection, schema, "node") ? Content.Node :
        HasTable(connection, schema, "cluster") ? Content.Cluster : Content.Other;

    private static bool HasTable(NpgsqlConnection connection, string schema, string table) =>
        Ask(connection, $"SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = '{table}')", schema);

    private static bool Ask(NpgsqlConnection connection, string question, string schema)
    {
        using NpgsqlCommand ask = new(question, connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = schema } } };
        return (bool)ask.ExecuteScalar()!;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
