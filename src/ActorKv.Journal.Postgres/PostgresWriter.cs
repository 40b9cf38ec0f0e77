// Who may write: one process at a time, and of that one connection at a time.
//
//   node.writer       counts the processes that have opened the schema       number n may write while it stands there
//   node.generation   counts the connections of that process                 a commit over an older one appends nothing
//
// An advisory lock on the connection tells a second process politely that the schema is in use. It goes with the connection, so it proves
// nothing: the numbers do. Every statement that writes finds the row with its own numbers and locks it (FOR KEY SHARE) to its end. To change a
// number is to change the row's key, which waits for those locks; a statement that comes later finds no row and writes nothing. So after a new
// process has counted itself, nothing of the one before it enters any more; and after a process has counted a new connection, what it asked for
// over the old one has either happened or never will.

using System.Globalization;
using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres;

internal sealed class PostgresWriter : IDisposable
{
    private const string LockTimedOut = "55P03";
    private const long LockClass = 0x414b564e;            // "AKVN"; below it the schema's number

    private static readonly string s_key = string.Create(CultureInfo.InvariantCulture,
        $"(SELECT {LockClass << 32} | oid::bigint FROM pg_namespace WHERE nspname = $1)");

    // Who holds the lock, as PostgreSQL shows a lock of one number: in two halves.
    private static readonly string s_holder = string.Create(CultureInfo.InvariantCulture, $"""
        FROM pg_locks l JOIN pg_namespace n ON n.oid = l.objid JOIN pg_database d ON d.oid = l.database JOIN pg_stat_activity a USING (pid)
        WHERE l.locktype = 'advisory' AND l.granted AND l.classid = {LockClass} AND l.objsubid = 1 AND n.nspname = $1 AND d.datname = current_database()
        """);

    private readonly PostgresDatabase _database;
    private NpgsqlConnection? _connection;
    private int _lastBackend;

    private PostgresWriter(PostgresDatabase database, NpgsqlConnection connection, long number)
    {
        _database = database;
        _connection = connection;
        _lastBackend = connection.ProcessID;
        Number = number;
    }

    /// <summary>The number of this process among those that have opened the schema.</summary>
    public long Number { get; }

    /// <summary>The number of the connection among those of this process.</summary>
    public long Generation { get; private set; }

    /// <summary>The connection to commit over; null when it was lost.</summary>
    public NpgsqlConnection? Connection => _connection;

    /// <summary>Takes the schema, whose tables are there.</summary>
    /// <param name="database">The schema.</param>
    /// <param name="patience">How long another process that has it may take to let it go, as one that was just killed does.</param>
    /// <exception cref="JournalException">It is in use, or cannot be written.</exception>
    public static PostgresWriter Open(PostgresDatabase database, TimeSpan patience)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = database.ConnectAlone();
            SetLockTimeout(connection, patience);
            if (!TryLock(connection, database)) throw InUse(connection, database);
            // Statements of the writer before this one may be under way: they end, as it may not begin others.
            using NpgsqlCommand count = new("UPDATE node SET writer = writer + 1, generation = 0 RETURNING writer", connection);
            long number = (long)count.ExecuteScalar()!;
            SetLockTimeout(connection, TimeSpan.Zero);
            return new PostgresWriter(database, connection, number);
        }
        catch (NpgsqlException e)
        {
            connection?.Dispose();
            throw database.Failure("cannot be opened", e);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Connects again, after the connection was lost. When it returns, all that was asked for over the old one has happened or never will.</summary>
    /// <param name="patience">How long statements that are under way over the old one may take to end.</param>
    /// <exception cref="NpgsqlException">It does not succeed now.</exception>
    /// <exception cref="JournalFencedException">Another process has opened the schema meanwhile.</exception>
    public void Reconnect(TimeSpan patience)
    {
        Drop();
        NpgsqlConnection connection = _database.ConnectAlone();
        try
        {
            SetLockTimeout(connection, patience);
            using (NpgsqlCommand count = new("UPDATE node SET generation = generation + 1 WHERE writer = $1 RETURNING generation", connection))
            {
                count.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Number });
                Generation = count.ExecuteScalar() as long? ?? throw TakenOver();
            }
            // The server may not have noticed yet that the old connection is dead. Whatever went over it has ended by now.
            using (NpgsqlCommand terminate = new($"SELECT pg_terminate_backend(a.pid) {s_holder} AND a.pid = $2", connection))
            {
                terminate.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _database.Schema });
                terminate.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _lastBackend });
                terminate.ExecuteNonQuery();
            }
            if (!TryLock(connection, _database)) throw new NpgsqlException("Another process holds the lock of the schema.", new TimeoutException());
            SetLockTimeout(connection, TimeSpan.Zero);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        _connection = connection;
        _lastBackend = connection.ProcessID;
    }

    /// <summary>Gives the connection up, because it was lost.</summary>
    public void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>What to tell when the row with this writer's numbers is not found.</summary>
    public JournalFencedException TakenOver() => new(
        $"{_database.Name} has been opened by another process, which writes it now: this one must stop.", outcomeUnknown: false);

    public void Dispose() => Drop();

    private static bool TryLock(NpgsqlConnection connection, PostgresDatabase database)
    {
        using NpgsqlCommand take = new($"SELECT pg_advisory_lock({s_key})", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = database.Schema } } };
        try
        {
            take.ExecuteNonQuery();
            return true;
        }
        catch (PostgresException e) when (e.SqlState == LockTimedOut)
        {
            return false;
        }
    }

    private static JournalException InUse(NpgsqlConnection connection, PostgresDatabase database)
    {
        using NpgsqlCommand ask = new($"SELECT a.application_name, host(a.client_addr) {s_holder}", connection);
        ask.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database.Schema });
        using NpgsqlDataReader reader = ask.ExecuteReader();
        string holder = reader.Read() ? $"'{reader.GetString(0)}'{(reader.IsDBNull(1) ? "" : " from " + reader.GetString(1))}" : "another process";
        return new JournalException($"{database.Name} is in use by {holder}: stop it, or name another schema.");
    }

    // Zero is no limit. Only waiting for locks is limited by it.
    private static void SetLockTimeout(NpgsqlConnection connection, TimeSpan limit)
    {
        using NpgsqlCommand set = new(string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {(long)limit.TotalMilliseconds}"), connection);
        set.ExecuteNonQuery();
    }
}
