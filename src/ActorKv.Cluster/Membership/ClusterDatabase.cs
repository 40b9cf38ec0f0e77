// What membership says in SQL, but for the coordinator's part (Coordinator.cs). Each call is one statement or one short transaction, and may take as long as
// a lease: who has waited longer has nothing left to do with the answer.
//
// A statement whose answer was lost may still take effect later. So each names the epochs that it was decided on, and finds nothing when they have moved.

using ActorKv.Engine.Clustering;
using ActorKv.Journal.Postgres.KeyShards;
using Npgsql;

namespace ActorKv.Cluster.Membership;

/// <param name="source">Connections.</param>
/// <param name="channel">The notification that something changed.</param>
/// <param name="lease">How long a lease lasts.</param>
internal sealed class ClusterDatabase(NpgsqlDataSource source, string channel, TimeSpan lease)
{
    private const string SelectMembers = """
        SELECT m.id, m.incarnation, m.host, m.hostname, m.port, m.link_port, m.leaving, coalesce(l.until - clock_timestamp(), interval '0')
        FROM members m LEFT JOIN leases l USING (incarnation) ORDER BY m.id, m.incarnation
        """;

    private const string SelectShards = "SELECT coalesce(owner, 0), epoch, coalesce(target, 0), serving FROM key_shards ORDER BY shard";

    // The member's row goes first: that waits for its commits in flight.
    private static readonly string[] s_removal =
    [
        "DELETE FROM members WHERE incarnation = $1",
        "DELETE FROM leases WHERE incarnation = $1",
        "UPDATE key_shards SET owner = NULL, serving = false WHERE owner = $1",
    ];

    private const string Join = """
        WITH member AS (INSERT INTO members (id, host, hostname, port, link_port) VALUES ($1, $2, $3, $4, $5) RETURNING incarnation),
             lease AS (INSERT INTO leases SELECT incarnation, clock_timestamp() + $6 FROM member)
        SELECT incarnation FROM member
        """;

    private const string Take = """
        WITH member AS MATERIALIZED (SELECT FROM members WHERE incarnation = $1 FOR SHARE)
        UPDATE key_shards k SET owner = $1, epoch = k.epoch + 1, serving = false FROM unnest($2::int[], $3::bigint[]) AS w (shard, epoch)
        WHERE k.shard = w.shard AND k.epoch = w.epoch AND (k.owner = $1 OR (k.owner IS NULL AND k.target = $1)) AND EXISTS (SELECT FROM member)
        RETURNING k.shard, k.epoch
        """;

    private const string Serve = """
        UPDATE key_shards k SET serving = true FROM unnest($2::int[], $3::bigint[]) AS w (shard, epoch)
        WHERE k.shard = w.shard AND k.epoch = w.epoch AND k.owner = $1
        """;

    private const string Release = """
        UPDATE key_shards k SET owner = NULL, serving = false FROM unnest($2::int[], $3::bigint[]) AS w (shard, epoch)
        WHERE k.shard = w.shard AND k.epoch = w.epoch AND k.owner = $1
        """;

    private readonly int _seconds = (int)Math.Ceiling(lease.TotalSeconds);
    private long _readings;

    public NpgsqlDataSource Source => source;

    public string Channel => channel;

    /// <summary>Number of the newest reading that was begun.</summary>
    public long Readings => Volatile.Read(ref _readings);

    /// <summary>True for what a database, or the way to it, does at times.</summary>
    public static bool IsFailure(Exception exception) => exception is NpgsqlException or TimeoutException or IOException or OperationCanceledException;

    /// <summary>Makes a member, and removes the one that it replaces.</summary>
    /// <returns>Its incarnation.</returns>
    public async Task<long> JoinAsync(ClusterNodeOptions node, string id, long replaced, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        await using NpgsqlBatch batch = new(connection) { Timeout = _seconds };
        AddRemoval(batch, replaced);
        Add(batch, Join, Of(id), Of(node.Host), Of(node.Hostname), Of(node.Port), Of(node.LinkPort), Of(lease));
        AddNotice(batch);
        return (long)(await batch.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Removes a member; its key shards are nobody's then.</summary>
    public async Task RemoveAsync(long incarnation, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        await using NpgsqlBatch batch = new(connection) { Timeout = _seconds };
        AddRemoval(batch, incarnation);
        AddNotice(batch);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Says that a member is about to go.</summary>
    public Task<int> LeaveAsync(long incarnation, CancellationToken cancellation) =>
        ChangeAsync("UPDATE members SET leaving = true WHERE incarnation = $1", cancellation, Of(incarnation));

    /// <summary>Reads everything.</summary>
    public async Task<ClusterState> ReadAsync(CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        return await ReadAsync(connection, cancellation);
    }

    /// <summary>Reads everything, over a connection.</summary>
    public async Task<ClusterState> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        long reading = Interlocked.Increment(ref _readings);
        await using NpgsqlBatch batch = new(connection) { Timeout = _seconds };
        Add(batch, SelectMembers);
        Add(batch, SelectShards);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation);
        List<MemberRecord> members = [];
        while (await reader.ReadAsync(cancellation))
        {
            members.Add(new MemberRecord(
                new ClusterMember(reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5),
                    reader.GetBoolean(6) ? MemberState.Leaving : MemberState.Serving),
                reader.GetTimeSpan(7)));
        }
        await reader.NextResultAsync(cancellation);
        List<ShardRecord> shards = [];
        while (await reader.ReadAsync(cancellation)) shards.Add(new ShardRecord(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3)));
        return new ClusterState(reading, members, [.. shards]);
    }

    /// <summary>Takes key shards that nobody owns, or that are this member's and not open, at an epoch of their own.</summary>
    /// <param name="incarnation">The member.</param>
    /// <param name="shards">The key shards, at the epochs at which they were last seen.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Those that are this member's now.</returns>
    public async Task<List<OwnedShard>> TakeAsync(long incarnation, IReadOnlyList<OwnedShard> shards, CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        await using NpgsqlCommand take = new(Take, connection) { CommandTimeout = _seconds };
        foreach (NpgsqlParameter parameter in Of(incarnation, shards)) take.Parameters.Add(parameter);
        await using NpgsqlDataReader reader = await take.ExecuteReaderAsync(cancellation);
        List<OwnedShard> taken = [];
        while (await reader.ReadAsync(cancellation)) taken.Add(new OwnedShard(reader.GetInt32(0), reader.GetInt64(1)));
        return taken;
    }

    /// <summary>Says that key shards are loaded.</summary>
    public Task ServeAsync(long incarnation, IReadOnlyList<OwnedShard> shards, CancellationToken cancellation) =>
        ChangeAsync(Serve, cancellation, Of(incarnation, shards));

    /// <summary>Says that key shards are nobody's any more.</summary>
    public Task ReleaseAsync(long incarnation, IReadOnlyList<OwnedShard> shards, CancellationToken cancellation) =>
        ChangeAsync(Release, cancellation, Of(incarnation, shards));

    /// <summary>Adds the notification that something changed, to go out with the transaction.</summary>
    public void AddNotice(NpgsqlBatch batch) => Add(batch, "SELECT pg_notify($1, '')", Of(channel));

    public static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (NpgsqlParameter parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }

    public static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter[] Of(long incarnation, IReadOnlyList<OwnedShard> shards) =>
        [Of(incarnation), Of(shards.Select(static shard => shard.Shard).ToArray()), Of(shards.Select(static shard => shard.Epoch).ToArray())];

    private static void AddRemoval(NpgsqlBatch batch, long incarnation)
    {
        foreach (string statement in s_removal) Add(batch, statement, Of(incarnation));
    }

    private async Task<int> ChangeAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
        await using NpgsqlBatch batch = new(connection) { Timeout = _seconds };
        Add(batch, sql, parameters);
        AddNotice(batch);
        return await batch.ExecuteNonQueryAsync(cancellation);
    }
}
