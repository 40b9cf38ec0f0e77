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
// Several commits may be under way, each over a connection of its own (CommitLane). Who loses one waits until the others have ended before it looks.

using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

internal sealed class ShardedPostgresJournal : IShardedJournal
{
    // Longer than any commit of a database that is alive; what waits longer looks on another connection.
    private const int StatementSeconds = 10;
    private const int Attempts = 3;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    // More would be in each other's way: a commit has a good part of a busy node's key shards.
    private const int Lanes = 4;

    private readonly CommitLane[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new CommitLane())];
    private readonly Stack<CommitLane> _free;
    private readonly CommitGate _gate = new(Lanes);
    private MemberLife? _life;
    private int _generation;        // changes only while the gate is held alone

    /// <param name="keyShards">Number of key shards of the cluster.</param>
    public ShardedPostgresJournal(int keyShards)
    {
        _free = new Stack<CommitLane>(_lanes);
        Growth = new LogGrowth(keyShards);
    }

    /// <inheritdoc/>
    public int MostInFlight => Lanes;

    /// <summary>How long the key shards' logs are.</summary>
    public LogGrowth Growth { get; }

    /// <summary>From here on this node commits as that member. Nothing may be in flight of a life before.</summary>
    public void Begin(MemberLife life)
    {
        _generation = 0;
        Volatile.Write(ref _life, life);
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(ReadOnlyMemory<ShardRow> rows, bool sync, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (rows.IsEmpty && !sync) return;
        MemberLife life = Life();
        CommitLane lane = Rent();
        try
        {
            await CommitAsync(lane, life, rows, sync);
            if (!rows.IsEmpty) lane.Note(rows.Span[^1]);
        }
        finally
        {
            Return(lane);
        }
        foreach (ref readonly ShardRow row in rows.Span) Growth.Add(row.Shard, row.Row.Payload.Length);
    }

    /// <inheritdoc/>
    public async ValueTask ProbeAsync(CancellationToken cancellation)
    {
        MemberLife life = Life();
        CommitLane lane = Rent();
        await _gate.EnterAsync();
        try
        {
            CommitConnection connection = await ConnectAsync(lane, life);
            if (!await connection.ProbeAsync(_generation, life.Lost)) throw Fenced();
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
        {
            await lane.DisposeAsync();
            if (life.Lost.IsCancellationRequested) throw Ended(outcomeUnknown: false, failure);
            throw new JournalException($"PostgreSQL takes no commit: {failure.Message}", failure);
        }
        finally
        {
            _gate.Leave();
            Return(lane);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CommitLane lane in _lanes) lane.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _gate.Dispose();
    }

    private MemberLife Life()
    {
        MemberLife life = Volatile.Read(ref _life) ?? throw new JournalFencedException("This node is not a member of the cluster.", outcomeUnknown: false);
        if (life.Lost.IsCancellationRequested) throw Ended(outcomeUnknown: false, null);
        return life;
    }

    private async Task CommitAsync(CommitLane lane, MemberLife life, ReadOnlyMemory<ShardRow> rows, bool sync)
    {
        for (int attempt = 1; ; attempt++)
        {
            bool sent = false;
            Exception cause;
            await _gate.EnterAsync();
            try
            {
                CommitConnection connection = await ConnectAsync(lane, life);
                sent = true;
                bool taken = rows.IsEmpty ? await connection.SyncAsync(_generation, life.Lost) : await connection.AppendAsync(rows, sync, _generation, life.Lost);
                if (!taken) throw Fenced();
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
                await lane.DisposeAsync();
                cause = failure;
            }
            finally
            {
                _gate.Leave();
            }
            if (!sent || rows.IsEmpty)
            {
                if (attempt >= Attempts && rows.IsEmpty) throw new JournalException($"PostgreSQL cannot be reached: {cause.Message}", cause);
                await PauseAsync(life, outcomeUnknown: false, cause);
                if (!sent) attempt = 0;
                continue;
            }
            if (await LookAsync(lane, rows.Span[0], life, cause)) return;
            if (attempt >= Attempts) throw new JournalException($"PostgreSQL takes no commit: {cause.Message}", cause);
        }
    }

    private async ValueTask<CommitConnection> ConnectAsync(CommitLane lane, MemberLife life)
    {
        if (lane.Connection is { } connected && lane.Life == life) return connected;
        CommitConnection made = await lane.OpenAsync(life, StatementSeconds);
        await CheckIsWholeAsync(made, life, outcomeUnknown: false);
        return made;
    }

    // The newest commit of all is the newest of some lane.
    private async Task CheckIsWholeAsync(CommitConnection connection, MemberLife life, bool outcomeUnknown)
    {
        foreach (CommitLane lane in _lanes)
        {
            if (lane.Life != life || lane.Newest is not { } newest || await connection.HasAsync(newest, life.Lost)) continue;
            throw new JournalFencedException("The database has lost commits that it had taken: it has crashed, or was put back to an earlier state.", outcomeUnknown);
        }
    }

    // True when the rows are there, false when they are not and this node may go on.
    private async Task<bool> LookAsync(CommitLane lane, ShardRow row, MemberLife life, Exception cause)
    {
        await _gate.EnterAloneAsync();
        try
        {
            while (true)
            {
                try
                {
                    CommitConnection connection = await lane.OpenAsync(life, StatementSeconds);
                    int? generation = await connection.CountGenerationAsync(life.Lost);
                    _generation = generation ?? _generation;
                    CommitOutcome outcome = await connection.FindAsync(row, gone: generation is null, life.Lost);
                    // What is there of a log behind whose rows others are missing is loaded again: clients may have it or not.
                    await CheckIsWholeAsync(connection, life, outcomeUnknown: outcome == CommitOutcome.Appended);
                    if (outcome is CommitOutcome.Gone or CommitOutcome.Unknown)
                        throw new JournalFencedException("This node was declared gone while a commit of it was in flight.", outcome == CommitOutcome.Unknown, cause);
                    return outcome == CommitOutcome.Appended;
                }
                catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException or IOException or TimeoutException)
                {
                    await lane.DisposeAsync();
                    await PauseAsync(life, outcomeUnknown: true, failure);
                }
            }
        }
        finally
        {
            _gate.LeaveAlone();
        }
    }

    // The lanes used last come first, so that whoever has one commit under way has one connection.
    private CommitLane Rent()
    {
        lock (_free) return _free.Pop();
    }

    private void Return(CommitLane lane)
    {
        lock (_free) _free.Push(lane);
    }

    private static async Task PauseAsync(MemberLife life, bool outcomeUnknown, Exception cause)
    {
        await Task.Delay(s_pause, life.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (life.Lost.IsCancellationRequested) throw Ended(outcomeUnknown, cause);
    }

    // A session that is ended may have committed before it noticed: what it says counts only while its connection lasts.
    private static bool IsLost(PostgresException refusal) => refusal.Severity is not "ERROR" && refusal.InvariantSeverity is not "ERROR";

    private static JournalFencedException Fenced() => new("This node does not own all key shards any more that it commits to.", outcomeUnknown: false);

    private static JournalFencedException Ended(bool outcomeUnknown, Exception? cause) =>
        new("This node has lost its membership, or the database.", outcomeUnknown, cause);
}
