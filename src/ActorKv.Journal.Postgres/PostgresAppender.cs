// The statements of the writing connection, prepared once per connection.
//
// Each finds the row of `node` with the writer's numbers and locks it to the end of its transaction, which PostgresWriter explains; when there is
// no such row it does nothing. Rows of one commit that are several, or longer than a part, are several statements: they go out together, and
// are one transaction all the same.

using ActorKv.Engine.Commits;
using Npgsql;
using NpgsqlTypes;

namespace ActorKv.Journal.Postgres;

internal sealed class PostgresAppender : IDisposable
{
    /// <summary>A payload is cut into parts of this many bytes: a value of PostgreSQL has 1 GB at most, and is whole in the server's memory several
    /// times on its way, also when it is backed up.</summary>
    public const int MaxPart = 16 * 1024 * 1024;

    private const int ProbeBytes = 64 * 1024;          // as much as the commit of a busy moment

    private const string MayWrite = "FROM node WHERE writer = $1 AND generation = $2";
    private const string Locked = " FOR KEY SHARE";

    // Without sync ($9) the transaction does not wait to be flushed. The setting is local to it.
    private const string InsertRow = $"""
        INSERT INTO journal_rows (first_lsn, turns, time, crc, parts, payload)
        SELECT $3, $4, $5, $6, $7, $8 {MayWrite} AND ($9 OR set_config('synchronous_commit', 'off', true) IS NOT NULL){Locked}
        """;

    private const string InsertPart = $"INSERT INTO journal_parts (first_lsn, part, payload) SELECT $3, $4, $5 {MayWrite}{Locked}";

    // The lock of a row is in the write-ahead log: to sync it is to sync all that was committed before.
    private const string SyncAlone = $"SELECT 1 {MayWrite}{Locked}";

    // Under a number that no row has.
    private const string InsertProbe = $"INSERT INTO journal_rows SELECT 0, 0, 0, 0, 0, decode(repeat('00', $3), 'hex') {MayWrite}{Locked}";
    private const string DeleteProbe = "DELETE FROM journal_rows WHERE first_lsn = 0";

    private const string SetEnd = $"WITH writer AS MATERIALIZED (SELECT 1 {MayWrite}{Locked}) UPDATE journal_start SET deleted_through = $3 WHERE EXISTS (SELECT FROM writer)";

    private readonly PostgresWriter _writer;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _append, _sync;
    private readonly NpgsqlParameter<long> _firstLsn = new(), _time = new(), _crc = new();
    private readonly NpgsqlParameter<int> _turns = new();
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>> _payload = new() { NpgsqlDbType = NpgsqlDbType.Bytea };
    private readonly NpgsqlParameter<bool> _syncs = new();

    public PostgresAppender(PostgresWriter writer)
    {
        _writer = writer;
        _connection = writer.Connection!;
        _append = Prepared(InsertRow, _firstLsn, _turns, _time, _crc, Of(1), _payload, _syncs);
        _sync = Prepared(SyncAlone);
    }

    /// <summary>Appends rows, all or none.</summary>
    /// <exception cref="JournalFencedException">Another process writes now.</exception>
    public void Append(ReadOnlySpan<JournalRow> rows, bool sync)
    {
        if (rows.Length > 1 || rows[0].Payload.Length > MaxPart)
        {
            AppendMany(rows, sync);
            return;
        }
        ref readonly JournalRow row = ref rows[0];
        _firstLsn.TypedValue = row.FirstLsn;
        _turns.TypedValue = row.Turns;
        _time.TypedValue = row.Time;
        _crc.TypedValue = row.Crc;
        _payload.TypedValue = row.Payload;
        _syncs.TypedValue = sync;
        int appended = _append.ExecuteNonQuery();
        _payload.TypedValue = default;
        if (appended != 1) throw _writer.TakenOver();
    }

    /// <summary>Makes all earlier commits survive a crash of the server.</summary>
    public void Sync()
    {
        if (_sync.ExecuteScalar() is null) throw _writer.TakenOver();
    }

    /// <summary>Writes what takes room, and takes it away again, in one transaction.</summary>
    public void Probe()
    {
        using NpgsqlBatch batch = new(_connection);
        batch.BatchCommands.Add(Command(InsertProbe, Of(ProbeBytes)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DeleteProbe));
        if (batch.ExecuteNonQuery() == 0) throw _writer.TakenOver();
    }

    /// <summary>Says that the log, which has no rows, begins behind a turn.</summary>
    public void MoveEnd(long throughLsn)
    {
        using NpgsqlBatch batch = new(_connection);
        batch.BatchCommands.Add(Command(SetEnd, Of(throughLsn)));
        if (batch.ExecuteNonQuery() == 0) throw _writer.TakenOver();
    }

    public void Dispose()
    {
        _append.Dispose();
        _sync.Dispose();
    }

    public static int PartsOf(int length) => length <= MaxPart ? 1 : (int)(((long)length + MaxPart - 1) / MaxPart);

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private void AppendMany(ReadOnlySpan<JournalRow> rows, bool sync)
    {
        using NpgsqlBatch batch = new(_connection);
        foreach (ref readonly JournalRow row in rows)
        {
            int parts = PartsOf(row.Payload.Length);
            batch.BatchCommands.Add(Command(InsertRow, Of(row.FirstLsn), Of(row.Turns), Of(row.Time), Of((long)row.Crc), Of(parts), PartOf(row, 0), Of(sync)));
            for (int part = 1; part < parts; part++) batch.BatchCommands.Add(Command(InsertPart, Of(row.FirstLsn), Of(part), PartOf(row, part)));
        }
        if (batch.ExecuteNonQuery() != batch.BatchCommands.Count) throw _writer.TakenOver();
    }

    private static NpgsqlParameter<ReadOnlyMemory<byte>> PartOf(in JournalRow row, int part)
    {
        ReadOnlyMemory<byte> rest = row.Payload[(part * MaxPart)..];
        return new() { TypedValue = rest[..Math.Min(rest.Length, MaxPart)], NpgsqlDbType = NpgsqlDbType.Bytea };
    }

    private NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        NpgsqlBatchCommand command = new(sql) { Parameters = { Of(_writer.Number), Of(_writer.Generation) } };
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private NpgsqlCommand Prepared(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        NpgsqlCommand command = new(sql, _connection) { Parameters = { Of(_writer.Number), Of(_writer.Generation) } };
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        command.Prepare();
        return command;
    }
}
