// Key shards out of the database: of each the newest snapshot and the rows behind it, of many in one round trip.
//
// The statements of a batch go out together and their answers come one behind the other, so a thousand key shards cost the network once. Answers
// are read as they come: a snapshot of some hundred MiB is never in memory as a whole beside the key shard that is made of it.
//
// Nobody adds rows to a key shard while its new owner reads it: they are the owner's alone to add, and the owner has not begun. But a snapshot that the
// old owner was writing, or this one when it has to read a key shard back, may become complete meanwhile, and rows go with it. So all of it is read as it
// was at one moment: the chunks of one snapshot and the rows behind a newer one would be a key shard that lacks what is between them.

using System.Data;
using System.Globalization;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

internal sealed class ShardReader(LogGrowth growth)
{
    // How long the next bytes of an answer may keep a reader waiting, so that a database that hangs does not hold it for long.
    private const int AnswerSeconds = 5;

    private const string SelectChunks = """
        SELECT c.part, s.parts, s.seq, c.crc, c.payload
        FROM (SELECT * FROM shard_snapshots WHERE shard = $1 AND seq < $2 ORDER BY seq DESC LIMIT 1) s LEFT JOIN shard_snapshot_chunks c USING (shard, seq)
        ORDER BY c.part
        """;

    private const string SelectRows = """
        SELECT seq, turns, time, crc, payload FROM shard_rows
        WHERE shard = $1 AND seq > coalesce((SELECT max(seq) FROM shard_snapshots WHERE shard = $1 AND seq < $2), 0)
        ORDER BY seq
        """;

    /// <summary>What takes a key shard in. Both streams are read once, the chunks first, and end with the call; a row's payload is valid until the next.</summary>
    public delegate void Taker(int shard, IEnumerable<SnapshotChunk> chunks, IEnumerable<JournalRow> rows);

    /// <summary>Reads key shards, one behind the other, on this thread.</summary>
    /// <param name="source">The database.</param>
    /// <param name="shards">Which.</param>
    /// <param name="before">Leaves out snapshots that speak of this turn, because they are damaged.</param>
    /// <param name="take">Gets each. What it throws ends the reading.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="JournalException">The database cannot be read. The streams throw it for a damaged snapshot.</exception>
    public void Read(NpgsqlDataSource source, IReadOnlyList<int> shards, long before, Taker take, CancellationToken cancellation)
    {
        try
        {
            using NpgsqlConnection connection = source.OpenConnection();
            using NpgsqlTransaction moment = connection.BeginTransaction(IsolationLevel.RepeatableRead);
            using NpgsqlBatch batch = new(connection, moment) { Timeout = AnswerSeconds };
            foreach (int shard in shards)
            {
                Add(batch, SelectChunks, shard, before);
                Add(batch, SelectRows, shard, before);
            }
            using NpgsqlDataReader reader = batch.ExecuteReader(CommandBehavior.SequentialAccess);
            foreach (int shard in shards)
            {
                cancellation.ThrowIfCancellationRequested();
                growth.Begin(shard);
                bool atRows = false;
                take(shard, Chunks(reader, shard), Rows(reader, shard, () => atRows || (atRows = reader.NextResult())));
                if (!atRows) reader.NextResult();
                reader.NextResult();
            }
        }
        catch (NpgsqlException failure)
        {
            throw Unreadable(failure);
        }
    }

    /// <summary>The snapshots of a key shard, by the last turn that each speaks of, newest first.</summary>
    /// <exception cref="JournalException">The database cannot be read.</exception>
    public static IReadOnlyList<long> SnapshotsOf(NpgsqlDataSource source, int shard)
    {
        try
        {
            using NpgsqlConnection connection = source.OpenConnection();
            using NpgsqlCommand select = new("SELECT seq FROM shard_snapshots WHERE shard = $1 ORDER BY seq DESC", connection)
            {
                CommandTimeout = AnswerSeconds,
                Parameters = { new NpgsqlParameter<int> { TypedValue = shard } },
            };
            using NpgsqlDataReader reader = select.ExecuteReader();
            List<long> snapshots = [];
            while (reader.Read()) snapshots.Add(reader.GetInt64(0));
            return snapshots;
        }
        catch (NpgsqlException failure)
        {
            throw Unreadable(failure);
        }
    }

    private IEnumerable<SnapshotChunk> Chunks(NpgsqlDataReader reader, int shard)
    {
        for (int next = 0, parts = 1; next < parts; next++)
        {
            if (!reader.Read())
            {
                if (next == 0) yield break;
                throw Damaged(shard, 0, next, "is missing");
            }
            int part = reader.IsDBNull(0) ? -1 : reader.GetInt32(0);
            parts = reader.GetInt32(1);
            long seq = reader.GetInt64(2);
            if (part != next) throw Damaged(shard, seq, next, "is missing");
            uint crc = (uint)reader.GetInt32(3);
            byte[] payload = reader.GetFieldValue<byte[]>(4);
            growth.AddSnapshot(shard, payload.Length);
            if (crc != ShardSnapshots.Checksum(shard, seq, part, payload)) throw Damaged(shard, seq, part, "is damaged: its checksum is wrong");
            yield return new SnapshotChunk(shard, part, part == parts - 1, seq, payload);
        }
    }

    private IEnumerable<JournalRow> Rows(NpgsqlDataReader reader, int shard, Func<bool> advance)
    {
        if (!advance()) yield break;
        byte[] buffer = [];
        while (reader.Read())
        {
            long seq = reader.GetInt64(0);
            int turns = reader.GetInt32(1);
            long time = reader.GetInt64(2);
            uint crc = (uint)reader.GetInt32(3);
            int length = (int)reader.GetBytes(4, 0, null, 0, 0);
            if (buffer.Length < length) buffer = new byte[Math.Max(length, buffer.Length * 2)];
            for (int at = 0; at < length;) at += (int)reader.GetBytes(4, at, buffer, at, length - at);
            growth.Add(shard, length);
            yield return new JournalRow(seq - turns + 1, turns, time, buffer.AsMemory(0, length), crc);
        }
    }

    private static void Add(NpgsqlBatch batch, string sql, int shard, long before) => batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
    {
        Parameters = { new NpgsqlParameter<int> { TypedValue = shard }, new NpgsqlParameter<long> { TypedValue = before } },
    });

    private static JournalException Unreadable(NpgsqlException failure) => 
        new($"Key shards cannot be read: {failure.Message}", failure) { IsUnreachable = true };

    private static JournalException Damaged(int shard, long seq, int part, string what) => new(string.Create(CultureInfo.InvariantCulture,
        $"Part {part} of the snapshot of key shard {shard} at turn {seq} {what}."));
}
