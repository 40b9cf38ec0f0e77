// The shared definitions in PostgreSQL: a row each, and a notification on every change.
//
//   CREATE TABLE shared (name text PRIMARY KEY, version bigint, payload bytea)
//
// A change and its notification are one statement, so nobody hears of what was not committed. Who listens may miss one while its connection is lost:
// so a new connection counts as a change, and a connection that has been silent for a while is asked whether it is still there.

using ActorKv.Engine.Commits;
using ActorKv.Journal.Postgres;
using Npgsql;

namespace ActorKv.Cluster.Shared;

internal sealed class PostgresSharedTable : ISharedTable
{
    private const string Create = """
        SELECT pg_advisory_xact_lock(1096504910, 2);
        CREATE TABLE IF NOT EXISTS shared (name text PRIMARY KEY, version bigint NOT NULL, payload bytea NOT NULL);
        """;

    private const string First = """
        WITH written AS (INSERT INTO shared (name, version, payload) VALUES ($1, $2 + 1, $3) ON CONFLICT DO NOTHING RETURNING name)
        SELECT pg_notify($4, name) FROM written
        """;

    private const string Next = """
        WITH written AS (UPDATE shared SET version = version + 1, payload = $3 WHERE name = $1 AND version = $2 RETURNING name)
        SELECT pg_notify($4, name) FROM written
        """;

    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource _source;
    private readonly string _channel;
    private NpgsqlConnection? _listener;
    private bool _notified;

    private PostgresSharedTable(NpgsqlDataSource source, string channel)
    {
        _source = source;
        _channel = channel;
    }

    /// <summary>Makes the table when it is missing.</summary>
    /// <param name="source">The database; its search path names the schema, which exists. The caller's to dispose of, last.</param>
    /// <param name="schema">The schema: others in the same database have channels of their own.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="JournalException">It cannot be made.</exception>
    public static async Task<PostgresSharedTable> OpenAsync(NpgsqlDataSource source, string schema, CancellationToken cancellation)
    {
        await TryAsync("be opened", async connection =>
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            await using (NpgsqlCommand create = new(Create, connection)) await create.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }, source, cancellation);
        return new PostgresSharedTable(source, "shared_" + schema);
    }

    public Task<SharedValue?> ReadAsync(string name, CancellationToken cancellation) => TryAsync("be read", async connection =>
    {
        await using NpgsqlCommand command = new("SELECT version, payload FROM shared WHERE name = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new SharedValue(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
    }, _source, cancellation);

    public Task<bool> TryWriteAsync(string name, long version, byte[] payload, CancellationToken cancellation) => TryAsync("be written, or have not confirmed it", async connection =>
    {
        await using NpgsqlCommand command = new(version == 0 ? First : Next, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = payload });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _channel });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation);
    }, _source, cancellation);

    public async Task WaitForChangeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                if (_listener is null)
                {
                    _listener = await ListenAsync(cancellation);
                    return;
                }
                _notified = false;
                while (!_notified)
                {
                    if (await _listener.WaitAsync(s_silence, cancellation)) continue;
                    await using NpgsqlCommand probe = new("SELECT 1", _listener);
                    await probe.ExecuteScalarAsync(cancellation);
                }
                return;
            }
            catch (NpgsqlException)
            {
                await CloseListenerAsync();
                await Task.Delay(s_betweenTries, cancellation);
            }
        }
    }

    public async ValueTask DisposeAsync() => await CloseListenerAsync();

    private static async Task<T> TryAsync<T>(string what, Func<NpgsqlConnection, Task<T>> work, NpgsqlDataSource source, CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (NpgsqlException e)
        {
            throw new JournalException($"The definitions that all nodes share cannot {what}: {e.Message}", e) { IsUnreachable = PostgresFailure.IsLost(e) };
        }
    }

    private async Task<NpgsqlConnection> ListenAsync(CancellationToken cancellation)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellation);
        connection.Notification += (_, _) => _notified = true;
        try
        {
            await using NpgsqlCommand listen = new($"LISTEN \"{_channel}\"", connection);
            await listen.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task CloseListenerAsync()
    {
        if (_listener is not { } listener) return;
        _listener = null;
        await listener.DisposeAsync();
    }
}
