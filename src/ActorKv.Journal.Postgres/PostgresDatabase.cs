// A schema of a database, and connections to it as a store wants them.
//
// Settings that the connection string does not name are filled in here. Each physical connection is told once what it needs beyond them:
// transactions see what was committed before each of their statements, a server that cannot reach us any more lets go of our locks within
// a minute, and a commit that asks to be synced is synced even where somebody has switched that off for the whole database.
//
// Connections break: the server is restarted, the network is cut. What may be done twice goes through Run, which does it again on another
// connection for a while. Commits may not; PostgresWriter has what they need.

using System.Diagnostics;
using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres;

internal sealed class PostgresDatabase : IDisposable
{
    // Before the connection string, which has the last word. No reset: what a connection was told lasts as long as it does. No waiting for the
    // answer to a cancellation: a connection whose statement timed out is closed, and the outcome looked for on another.
    private const string Defaults = "Timeout=5;Command Timeout=30;Keepalive=10;Tcp Keepalive=true;No Reset On Close=true;Cancellation Timeout=-1;Enlist=false;Application Name=";

    private const string Setup = """
        SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
        SET tcp_keepalives_idle = 20;
        SET tcp_keepalives_interval = 10;
        SET tcp_keepalives_count = 3;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """;

    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source, _unpooled;
    private readonly CancellationTokenSource _closed = new();

    private PostgresDatabase(NpgsqlConnectionStringBuilder settings, string schema)
    {
        Settings = settings;
        Schema = schema;
        Name = $"Schema {schema} of database {settings.Database ?? settings.Username} at {settings.Host}:{settings.Port}";
        settings.SearchPath = Quote(schema);
        _source = Source(settings);
        _unpooled = Source(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false });
    }

    /// <summary>How long <see cref="Run"/>, and a commit, try to reach the server again. Tests shorten it.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What errors call it: schema, database and server, no secret.</summary>
    public string Name { get; }

    public string Schema { get; }

    /// <summary>How it is reached. Holds the password.</summary>
    public NpgsqlConnectionStringBuilder Settings { get; }

    /// <summary>Reads the connection string; connects to nothing yet.</summary>
    /// <exception cref="JournalException">It is none.</exception>
    public static PostgresDatabase Create(string connectionString, string schema)
    {
        try
        {
            NpgsqlConnectionStringBuilder settings = new($"{Defaults}actorkv {Environment.ProcessId}@{Environment.MachineName};{connectionString}");
            if (string.IsNullOrEmpty(settings.Host)) settings.Host = "127.0.0.1";
            return new PostgresDatabase(settings, schema);
        }
        catch (ArgumentException e)
        {
            throw PostgresFailure.TellBadString(e);
        }
    }

    /// <summary>An SQL identifier.</summary>
    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>An open connection, the caller's to dispose of.</summary>
    public NpgsqlConnection Connect() => _source.OpenConnection();

    /// <summary>The same, one that nobody has used and nobody will: for who changes what a connection is.</summary>
    public NpgsqlConnection ConnectAlone() => _unpooled.OpenConnection();

    /// <summary>Does something that may be done twice. When the connection is lost it is done again on another, until <see cref="Patience"/> ends.</summary>
    /// <param name="whatFailed">What the error says about this schema: "cannot be read".</param>
    /// <param name="work">What to do.</param>
    /// <exception cref="JournalException">It could not be done.</exception>
    public T Run<T>(string whatFailed, Func<NpgsqlConnection, T> work)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using NpgsqlConnection connection = Connect();
                return work(connection);
            }
            catch (Exception e) when (e is NpgsqlException || PostgresFailure.IsLost(e))
            {
                // The other connections of the pool have most likely met the same end, or live under settings that were changed since.
                _source.Clear();
                if (!PostgresFailure.IsLost(e) || !WaitToTryAgain(started)) throw Failure(whatFailed, e);
            }
        }
    }

    /// <summary>The error to throw for one of Npgsql's.</summary>
    public JournalException Failure(string whatFailed, Exception e) => PostgresFailure.Tell(Name, whatFailed, e);

    /// <summary>Waits a moment; false when <see cref="Patience"/> has ended, counted from <paramref name="started"/>, or this was disposed of.</summary>
    public bool WaitToTryAgain(long started)
    {
        ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
        return Stopwatch.GetElapsedTime(started) < Patience && !_closed.Token.WaitHandle.WaitOne(s_betweenTries);
    }

    /// <summary>Ends waiting, and closes all connections that are not in use.</summary>
    public void Dispose()
    {
        if (_closed.IsCancellationRequested) return;
        _closed.Cancel();
        _source.Dispose();
        _unpooled.Dispose();
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings)
    {
        NpgsqlDataSourceBuilder builder = new(settings.ConnectionString);
        builder.UsePhysicalConnectionInitializer(SetUp, async connection =>
        {
            await using NpgsqlCommand setup = new(Setup, connection);
            await setup.ExecuteNonQueryAsync();
        });
        return builder.Build();
    }

    private static void SetUp(NpgsqlConnection connection)
    {
        using NpgsqlCommand setup = new(Setup, connection);
        setup.ExecuteNonQuery();
    }
}
