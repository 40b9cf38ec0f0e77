// The logs of a node's key shards in PostgreSQL: commits that the database itself refuses once the node does not own what it writes to.
//
//   commit ── taken ──────────────────────────────────────────────► done
//     │ └──── no row appended ────────────────────────────────────► fenced
//     │ └──── refused by the database (room, memory) ─────────────► JournalException, the connection goes on
//     └────── connection lost, no answer in time ── look ── there ► done
//                                                    │ └ not there ► commit again
//                                                    └ gone ───────► fenced
//
// A lost connection leaves a question: was the commit taken or not? It is never left open while this life of the node lasts: a new connection
// counts the member's generation, which waits for the old transaction and bars it if it has not begun, and then looks whether the rows are there.
// Only a life that ends before the database can be asked leaves it open, and then the exception says so.
//
// A database that has crashed may have lost commits that nobody had asked it to sync, and a standby that took over those it never got. The node has their
// effects in memory, and rows behind a gap could never be loaded: so a new connection first looks whether the newest commit is there, whose loss is that
// of any, and when it is not the key shards return to what the database has.
//
// One commit is in flight at a time. Two, of disjoint key shards over two connections, were tried: docs/adr/0013-the-cluster.md tells why they are not here.

using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

/// <param name="keyShards">Number of key shards of the cluster.</param>
internal sealed class ShardedPostgresJournal(int keyShards) : IShardedJournal
{
    // Longer than any commit of a database that is alive; what waits longer looks on another connection.
    private const int StatementSeconds = 10;
    private const int Attempts = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private MemberLife? _life;
    private MemberLife? _connectedLife;
    private CommitConnection? _connection;
    private (int Shard, long Seq, long Epoch)? _newest;        // of the rows that this life has committed

    /// <summary>How long the key shards' logs are.</summary>
    public LogGrowth Growth { get; } = new(keyShards);

    /// <summary>From here on this node commits as that member. Nothing may be in flight of a life before.</summary>
    public void Begin(MemberLife life) => Volatile.Write(ref _life, life);

    /// <inheritdoc/>
    public async ValueTask CommitAsync(ReadOnlyMemory<ShardRow> rows, bool sync, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (rows.IsEmpty && !sync) return;
        MemberLife life = Life();
        for (int attempt = 1; ; attempt++)
        {
            bool sent = false;
            try
            {
                CommitConnection connection = await ConnectAsync(life);
                sent = true;
                bool taken = rows.IsEmpty ? await connection.SyncAsync(life.Lost) : await connection.AppendAsync(rows, sync, life.Lost);
                if (!taken) throw Fenced();
                Count(rows);
                return;
            }
            catch (PostgresException refusal) when (sent && !IsLost(refusal))
            {
                if (refusal.SqlState == PostgresErrorCodes.UniqueViolation)
                    throw new JournalFencedException($"Another has written to the log of a key shard of this node: {refusal.MessageText}", outcomeUnknown: false, refusal);
                throw new JournalException($"PostgreSQL takes no commit: {refusal.MessageText} ({refusal.SqlState})", refusal);
            }
            catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
            {
                await DropAsync();
                if (!sent || rows.IsEmpty)
                {
                    if (attempt >= Attempts && rows.IsEmpty) throw new JournalException($"PostgreSQL cannot be reached: {failure.Message}", failure);
                    await PauseAsync(life, outcomeUnknown: false, failure);
                    if (!sent) attempt = 0;
                    continue;
                }
                if (await LookAsync(rows.Span[0], life, failure))
                {
                    Count(rows);
                    return;
                }
                if (attempt >= Attempts) throw new JournalException($"PostgreSQL takes no commit: {failure.Message}", failure);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask ProbeAsync(CancellationToken cancellation)
    {
        MemberLife life = Life();
        try
        {
            CommitConnection connection = await ConnectAsync(life);
            if (!await connection.ProbeAsync(life.Lost)) throw Fenced();
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
        {
            await DropAsync();
            if (life.Lost.IsCancellationRequested) throw Ended(outcomeUnknown: false, failure);
            throw new JournalException($"PostgreSQL takes no commit: {failure.Message}", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => DropAsync().AsTask().GetAwaiter().GetResult();

    private MemberLife Life()
    {
        MemberLife life = Volatile.Read(ref _life) ?? throw new JournalFencedException("This node is not a member of the cluster.", outcomeUnknown: false);
        if (life.Lost.IsCancellationRequested) throw Ended(outcomeUnknown: false, null);
        return life;
    }

    private async ValueTask<CommitConnection> ConnectAsync(MemberLife life)
    {
        if (_connection is { } connected && _connectedLife == life) return connected;
        bool first = _connectedLife != life;
        await DropAsync();
        if (first) _newest = null;
        CommitConnection made = await OpenAsync(life, first) ?? throw Fenced();
        _connectedLife = life;
        return made;
    }

    // Null when the member is gone.
    private async Task<CommitConnection?> OpenAsync(MemberLife life, bool first)
    {
        _connection = await CommitConnection.OpenAsync(life, StatementSeconds, first);
        if (_connection is { } made && _newest is var (shard, seq, epoch) && !await made.HasAsync(shard, seq, epoch, life.Lost))
        {
            throw new JournalFencedException("The database has lost commits that it had taken: it has crashed, or was put back to an earlier state.",
                outcomeUnknown: false);
        }
        return _connection;
    }

    // True when the rows are there, false when they are not and this node may go on.
    private async Task<bool> LookAsync(ShardRow row, MemberLife life, Exception cause)
    {
        while (true)
        {
            try
            {
                CommitConnection? connection = await OpenAsync(life, first: false);
                CommitOutcome outcome = await CommitConnection.FindAsync(life, row, gone: connection is null, StatementSeconds);
                if (outcome is CommitOutcome.Gone or CommitOutcome.Unknown)
                    throw new JournalFencedException("This node was declared gone while a commit of it was in flight.", outcome == CommitOutcome.Unknown, cause);
                return outcome == CommitOutcome.Appended;
            }
            catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
            {
                await DropAsync();
                await PauseAsync(life, outcomeUnknown: true, failure);
            }
        }
    }

    private static async Task PauseAsync(MemberLife life, bool outcomeUnknown, Exception cause)
    {
        await Task.Delay(s_pause, life.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (life.Lost.IsCancellationRequested) throw Ended(outcomeUnknown, cause);
    }

    private async ValueTask DropAsync()
    {
        if (_connection is not { } connection) return;
        _connection = null;
        await connection.DisposeAsync();
    }

    private void Count(ReadOnlyMemory<ShardRow> rows)
    {
        if (!rows.IsEmpty) _newest = (rows.Span[^1].Shard, rows.Span[^1].Row.LastLsn, rows.Span[^1].Epoch);
        foreach (ref readonly ShardRow row in rows.Span) Growth.Add(row.Shard, row.Row.Payload.Length);
    }

    // A session that is ended may have committed before it noticed: what it says counts only while its connection lasts.
    private static bool IsLost(PostgresException refusal) => refusal.Severity is not "ERROR" && refusal.InvariantSeverity is not "ERROR";

    private static JournalFencedException Fenced() => new("This node does not own all key shards any more that it commits to.", outcomeUnknown: false);

    private static JournalFencedException Ended(bool outcomeUnknown, Exception? cause) =>
        new("This node has lost its membership, or the database.", outcomeUnknown, cause);
}
