// Who is dead, and who is to own what: decided by whichever member holds the advisory lock of the moment, in one short transaction.
//
//   lock ─► leases that have ended go, and the sessions of those members are ended ─► their members go, which waits for commits in flight ─►
//   their key shards are nobody's ─► targets are computed from what is there now
//
// A coordinator that is stopped in the middle (a paused process) must not stand in the way for long: PostgreSQL ends its transaction when it is idle
// for a lease. And nobody is declared dead by who was not in touch with the database itself for a whole lease without a gap: after a restart of the
// database, or a time in which it hung, everybody gets as long as that to come back. Nor when the coordinator's own lease has less left by the database's clock
// than by its own: then that clock was set.

using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActorKv.Cluster.Membership;

internal sealed class Coordinator(ClusterDatabase database, long incarnation, Lease lease, ILogger log)
{
    private const string Lock = """
        SELECT pg_try_advisory_xact_lock(1096504910, hashtext(current_schema())),
               set_config('idle_in_transaction_session_timeout', $1, true), set_config('lock_timeout', $1, true)
        """;

    // A member's sessions are called by ClusterSource.NameOf. Of a process that was stopped in the middle of a commit, one may hold a lock.
    private const string Expire = """
        WITH ended AS (
            DELETE FROM leases WHERE until < clock_timestamp()
              AND EXISTS (SELECT FROM leases own WHERE own.incarnation = $1 AND own.until - clock_timestamp() >= $2) RETURNING incarnation)
        SELECT m.id, m.incarnation, (
            SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.usename = current_user AND a.application_name = 'actorkv ' || left(m.id, 12) || ' ' || m.incarnation)
        FROM ended JOIN members m USING (incarnation)
        """;

    private const string DeleteMembers = "DELETE FROM members m WHERE NOT EXISTS (SELECT FROM leases l WHERE l.incarnation = m.incarnation)";

    private const string FreeShards = """
        UPDATE key_shards SET owner = NULL, serving = false WHERE owner IS NOT NULL AND owner NOT IN (SELECT incarnation FROM members)
        """;

    private const string SetTargets = """
        UPDATE key_shards k SET target = nullif(w.target, 0) FROM unnest($1::int[], $2::bigint[]) AS w (shard, target)
        WHERE k.shard = w.shard AND k.target IS DISTINCT FROM nullif(w.target, 0)
        """;

    private readonly string _timeout = ((long)lease.Length.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>True when there is something to decide.</summary>
    public bool IsNeeded(ClusterState state) =>
        (lease.IsSettled && state.Members.Any(static member => member.LeaseLeft < TimeSpan.Zero)) || (lease.IsHeld && state.IsUnbalanced());

    /// <summary>Decides, if nobody else is deciding.</summary>
    /// <returns>What is true now; null when somebody else is deciding.</returns>
    public async Task<ClusterState?> DecideAsync(CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await database.Source.OpenConnectionAsync(cancellation);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        await using (NpgsqlCommand locked = new(Lock, connection, transaction) { Parameters = { ClusterDatabase.Of(_timeout) } })
            if (!(bool)(await locked.ExecuteScalarAsync(cancellation))!) return null;
        if (lease.IsSettled) await ExpireAsync(connection, cancellation);
        ClusterState state = await database.ReadAsync(connection, cancellation);
        long[] targets = state.Targets();
        await using (NpgsqlBatch change = new(connection, transaction))
        {
            ClusterDatabase.Add(change, SetTargets, ClusterDatabase.Of(Enumerable.Range(0, targets.Length).ToArray()), ClusterDatabase.Of(targets));
            database.AddNotice(change);
            await change.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return state with { Shards = [.. state.Shards.Select((shard, index) => shard with { Target = targets[index] })] };
    }

    private async Task ExpireAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        List<string> dead = [];
        await using (NpgsqlCommand expire = new(Expire, connection) { Parameters = { ClusterDatabase.Of(incarnation), ClusterDatabase.Of(lease.Remaining) } })
        await using (NpgsqlDataReader reader = await expire.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation)) dead.Add($"{reader.GetString(0)} ({reader.GetInt64(1)})");
        await using NpgsqlBatch free = new(connection);
        ClusterDatabase.Add(free, DeleteMembers);
        ClusterDatabase.Add(free, FreeShards);
        await free.ExecuteNonQueryAsync(cancellation);
        if (dead.Count > 0) log.LogWarning("The leases of {Members} have ended: their key shards go to others", dead);
    }
}
