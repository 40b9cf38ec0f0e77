// The connection that a member commits over, with its statements prepared: a commit is one statement, one transaction and one round trip.
//
//   member     locks the member's row, so that who declares the member gone waits for commits in flight, and fails those that come later
//   owned      every key shard is the member's, at the epoch at which the row was written
//   insert     all rows, or none when either is not so
//
// A key shard leaves its owner in two ways: the owner gives it away after its last commit, or somebody else first takes the owner's row out of
// members. So what `owned` reads may be as old as the statement's snapshot; what `member` reads may not, and FOR SHARE reads a row anew that was
// changed meanwhile.
//
// The generation counts how often a member has looked for the outcome of a commit. Counting waits for the transaction in question and makes a statement
// fail that has not begun: so what is looked up afterwards is final. Whoever counts makes statements of the other connections fail as well, so there must
// be none (CommitGate).

using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

/// <summary>What became of a commit whose connection was lost.</summary>
internal enum CommitOutcome
{
    /// <summary>Its rows are in the journal.</summary>
    Appended,

    /// <summary>They are not, and will not be.</summary>
    NotAppended,

    /// <summary>They are not, and will not be: the member is gone.</summary>
    Gone,

    /// <summary>The member is gone, and the next owner has deleted rows already: theirs may have been among them.</summary>
    Unknown,
}

internal sealed class CommitConnection : IAsyncDisposable
{
    // The last parameter tells whether the commit is to survive the database's machine; the setting is local to the statement's own transaction.
    private const string Append = """
        WITH member AS MATERIALIZED (SELECT FROM members WHERE incarnation = $1 AND generation = $2 FOR SHARE)
        INSERT INTO shard_rows (shard, epoch, seq, turns, time, crc, payload)
        SELECT w.shard, w.epoch, w.seq, w.turns, w.time, w.crc, w.payload
        FROM unnest($3::int[], $4::bigint[], $5::bigint[], $6::int[], $7::bigint[], $8::int[], $9::bytea[]) AS w (shard, epoch, seq, turns, time, crc, payload)
        WHERE EXISTS (SELECT FROM member)
          AND cardinality($3::int[]) = (
              SELECT count(*) FROM unnest($3::int[], $4::bigint[]) AS o (shard, epoch) JOIN key_shards k USING (shard, epoch) WHERE k.owner = $1)
          AND ($10 OR set_config('synchronous_commit', 'off', true) IS NOT NULL)
        """;

    // A lock of a row is in the write-ahead log; to sync it is to sync all that was committed before.
    private const string Sync = "SELECT incarnation FROM members WHERE incarnation = $1 AND generation = $2 FOR SHARE";

    // Somebody may have switched it off for the whole database; then a sync would be none.
    private const string SyncByDefault = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";

    private const string Count = "UPDATE members SET generation = generation + 1 WHERE incarnation = $1 RETURNING generation";

    // Of a commit all rows are there or none, so one tells; nobody else writes at that epoch.
    private const string LookUp = """
        SELECT EXISTS (SELECT FROM shard_rows WHERE shard = $1 AND seq = $2 AND epoch = $3),
               EXISTS (SELECT FROM shard_snapshots WHERE shard = $1 AND seq >= $2)
        """;

    // Takes room and gives it back, under a number that no key shard has.
    private const string ProbeInsert = """
        INSERT INTO shard_rows (shard, seq, turns, time, crc, epoch, payload)
        SELECT -1, incarnation, 0, 0, 0, 0, decode(repeat('00', 65536), 'hex') FROM members WHERE incarnation = $1 AND generation = $2
        """;

    private const string ProbeDelete = "DELETE FROM shard_rows WHERE shard = -1 AND seq = $1";

    private readonly NpgsqlConnection _connection;
    private readonly long _incarnation;
    private readonly int _timeoutSeconds;
    private readonly NpgsqlCommand _append;
    private readonly NpgsqlCommand _sync;
    private readonly NpgsqlParameter<int> _generation = new(), _generationToSync = new();
    private readonly NpgsqlParameter<List<int>> _shards = new() { TypedValue = [] }, _turns = new() { TypedValue = [] }, _crcs = new() { TypedValue = [] };
    private readonly NpgsqlParameter<List<long>> _epochs = new() { TypedValue = [] }, _seqs = new() { TypedValue = [] }, _times = new() { TypedValue = [] };
    private readonly NpgsqlParameter<List<ReadOnlyMemory<byte>>> _payloads = new() { TypedValue = [] };
    private readonly NpgsqlParameter<bool> _syncs = new();

    private CommitConnection(NpgsqlConnection connection, long incarnation, int timeoutSeconds)
    {
        _connection = connection;
        _incarnation = incarnation;
        _timeoutSeconds = timeoutSeconds;
        _sync = Fenced(Sync, _generationToSync);
        _append = Fenced(Append, _generation);
        foreach (NpgsqlParameter parameter in (NpgsqlParameter[])[_shards, _epochs, _seqs, _turns, _times, _crcs, _payloads, _syncs]) _append.Parameters.Add(parameter);
    }

    /// <summary>Connects.</summary>
    /// <param name="life">The member.</param>
    /// <param name="timeoutSeconds">How long a statement may take.</param>
    public static async Task<CommitConnection> OpenAsync(MemberLife life, int timeoutSeconds)
    {
        NpgsqlConnection connection = await life.Source.OpenConnectionAsync(life.Lost);
        try
        {
            await using (NpgsqlCommand sync = new(SyncByDefault, connection) { CommandTimeout = timeoutSeconds }) await sync.ExecuteNonQueryAsync(life.Lost);
            CommitConnection made = new(connection, life.Incarnation, timeoutSeconds);
            await made._append.PrepareAsync(life.Lost);
            return made;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the commits over lost connections final. No other may be under way.</summary>
    /// <returns>The generation that commits are made at from now on; null when the member is gone.</returns>
    public async Task<int?> CountGenerationAsync(CancellationToken cancellation)
    {
        await using NpgsqlCommand count = new(Count, _connection) { CommandTimeout = _timeoutSeconds, Parameters = { new NpgsqlParameter<long> { TypedValue = _incarnation } } };
        return (int?)await count.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Looks whether the rows of a commit are there, once commits over earlier connections are final.</summary>
    /// <param name="row">One of them.</param>
    /// <param name="gone">True when the member is gone.</param>
    /// <param name="cancellation">Ends the member's life.</param>
    public async Task<CommitOutcome> FindAsync(ShardRow row, bool gone, CancellationToken cancellation)
    {
        await using NpgsqlCommand look = new(LookUp, _connection)
        {
            CommandTimeout = _timeoutSeconds,
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = row.Shard },
                new NpgsqlParameter<long> { TypedValue = row.Row.LastLsn },
                new NpgsqlParameter<long> { TypedValue = row.Epoch },
            },
        };
        await using NpgsqlDataReader reader = await look.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (reader.GetBoolean(0)) return CommitOutcome.Appended;
        return !gone ? CommitOutcome.NotAppended : reader.GetBoolean(1) ? CommitOutcome.Unknown : CommitOutcome.Gone;
    }

    /// <summary>True when a row that was committed is in the journal, or speaks in a snapshot by now.</summary>
    public async Task<bool> HasAsync(CommitLane.CommittedRow row, CancellationToken cancellation)
    {
        await using NpgsqlCommand look = new($"SELECT has_row OR has_snapshot FROM ({LookUp}) found (has_row, has_snapshot)", _connection)
        {
            CommandTimeout = _timeoutSeconds,
            Parameters = { new NpgsqlParameter<int> { TypedValue = row.Shard }, new NpgsqlParameter<long> { TypedValue = row.Seq }, new NpgsqlParameter<long> { TypedValue = row.Epoch } },
        };
        return (bool)(await look.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Commits.</summary>
    /// <returns>False when nothing was appended because the member is gone or does not own every key shard at its epoch.</returns>
    public async Task<bool> AppendAsync(ReadOnlyMemory<ShardRow> rows, bool sync, int generation, CancellationToken cancellation)
    {
        Bind(rows.Span);
        _generation.TypedValue = generation;
        _syncs.TypedValue = sync;
        int appended = await _append.ExecuteNonQueryAsync(cancellation);
        _payloads.TypedValue!.Clear();
        return appended == rows.Length;
    }

    /// <summary>Makes all earlier commits survive the database's machine.</summary>
    /// <returns>False when the member is gone.</returns>
    public async Task<bool> SyncAsync(int generation, CancellationToken cancellation)
    {
        _generationToSync.TypedValue = generation;
        return await _sync.ExecuteScalarAsync(cancellation) is not null;
    }

    /// <summary>Writes what takes room and takes it away again, in one transaction.</summary>
    /// <returns>False when the member is gone.</returns>
    public async Task<bool> ProbeAsync(int generation, CancellationToken cancellation)
    {
        await using NpgsqlBatch batch = new(_connection)
        {
            Timeout = _timeoutSeconds,
            BatchCommands =
            {
                new NpgsqlBatchCommand(ProbeInsert) { Parameters = { new NpgsqlParameter<long> { TypedValue = _incarnation }, new NpgsqlParameter<int> { TypedValue = generation } } },
                new NpgsqlBatchCommand(ProbeDelete) { Parameters = { new NpgsqlParameter<long> { TypedValue = _incarnation } } },
            },
        };
        return await batch.ExecuteNonQueryAsync(cancellation) == 2;
    }

    public async ValueTask DisposeAsync()
    {
        await _append.DisposeAsync();
        await _sync.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private NpgsqlCommand Fenced(string sql, NpgsqlParameter<int> generation) => new(sql, _connection)
    {
        CommandTimeout = _timeoutSeconds,
        Parameters = { new NpgsqlParameter<long> { TypedValue = _incarnation }, generation },
    };

    private void Bind(ReadOnlySpan<ShardRow> rows)
    {
        List<int> shards = _shards.TypedValue!, turns = _turns.TypedValue!, crcs = _crcs.TypedValue!;
        List<long> epochs = _epochs.TypedValue!, seqs = _seqs.TypedValue!, times = _times.TypedValue!;
        List<ReadOnlyMemory<byte>> payloads = _payloads.TypedValue!;
        shards.Clear();
        epochs.Clear();
        seqs.Clear();
        turns.Clear();
        times.Clear();
        crcs.Clear();
        payloads.Clear();
        foreach (ref readonly ShardRow row in rows)
        {
            shards.Add(row.Shard);
            epochs.Add(row.Epoch);
            seqs.Add(row.Row.LastLsn);
            turns.Add(row.Row.Turns);
            times.Add(row.Row.Time);
            crcs.Add((int)row.Row.Crc);
            payloads.Add(row.Row.Payload);
        }
    }
}
