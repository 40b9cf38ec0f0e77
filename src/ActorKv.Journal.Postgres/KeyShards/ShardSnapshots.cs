// Snapshots of key shards into the database, each in one transaction of one round trip, and the rows that they make superfluous out of it.
//
// The chunks come first, and the statement that makes the snapshot count comes last: it writes the epoch at which this member owns the key shard,
// and finds none when it does not, which a column that must not be null refuses; with it all chunks go. It locks the member's row, as commits do,
// and being the last it does so for a moment only: who declares a member gone waits for that.
//
// Two snapshots are kept, and the rows behind the older, so that a damaged one does not cost the data. Deleting needs no fence: what a snapshot
// that counts speaks of is superfluous whoever owns the key shard by now.

using System.Globalization;
using System.Numerics;
using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

internal static class ShardSnapshots
{
    private const int DeletedRows = 1024;
    private const int WriteSeconds = 60;

    private const string InsertChunk = "INSERT INTO shard_snapshot_chunks (shard, seq, part, crc, payload) VALUES ($1, $2, $3, $4, $5)";

    private const string InsertSnapshot = """
        WITH member AS MATERIALIZED (SELECT FROM members WHERE incarnation = $3 FOR SHARE)
        INSERT INTO shard_snapshots (shard, seq, epoch, parts, time)
        VALUES ($1, $2, (SELECT epoch FROM key_shards WHERE shard = $1 AND owner = $3 AND epoch = $4 AND EXISTS (SELECT FROM member)), $5, $6)
        """;

    private const string DeleteOld = """
        WITH older AS MATERIALIZED (SELECT seq FROM shard_snapshots WHERE shard = $1 ORDER BY seq DESC OFFSET 1 LIMIT 1),
             chunks AS (DELETE FROM shard_snapshot_chunks WHERE shard = $1 AND seq < (SELECT seq FROM older)),
             snapshots AS (DELETE FROM shard_snapshots WHERE shard = $1 AND seq < (SELECT seq FROM older))
        DELETE FROM shard_rows WHERE shard = $1 AND seq <= (
            SELECT max(seq) FROM (SELECT seq FROM shard_rows WHERE shard = $1 AND seq <= (SELECT seq FROM older) ORDER BY seq LIMIT $2) first)
        """;

    private const string SelectNewest = "SELECT max(seq) FROM shard_snapshots WHERE shard = $1";

    /// <summary>Writes a snapshot; one that there is already is left as it is.</summary>
    /// <param name="life">The owner of the key shard.</param>
    /// <param name="shard">The key shard.</param>
    /// <param name="epoch">The epoch at which it is owned.</param>
    /// <param name="seq">The last turn that the snapshot speaks of, which is in the journal.</param>
    /// <param name="time">Now, Unix milliseconds.</param>
    /// <param name="chunks">Its bytes, at least one piece.</param>
    /// <param name="cancellation">Ends it; then the snapshot may have been written, or not.</param>
    /// <exception cref="JournalException">The snapshot was not written, or nobody knows.</exception>
    /// <exception cref="JournalFencedException">The member does not own the key shard any more.</exception>
    public static async Task WriteAsync(MemberLife life, int shard, long epoch, long seq, long time, IReadOnlyList<ReadOnlyMemory<byte>> chunks, CancellationToken cancellation)
    {
        try
        {
            await using NpgsqlConnection connection = await life.Source.OpenConnectionAsync(cancellation);
            await using (NpgsqlCommand newest = new(SelectNewest, connection) { Parameters = { Of(shard) } })
                if (await newest.ExecuteScalarAsync(cancellation) is long last && last >= seq) return;
            await using (NpgsqlBatch batch = new(connection) { Timeout = WriteSeconds })
            {
                for (int part = 0; part < chunks.Count; part++)
                {
                    batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertChunk)
                    {
                        Parameters = { Of(shard), Of(seq), Of(part), Of((int)Checksum(shard, seq, part, chunks[part].Span)), Of(chunks[part]) },
                    });
                }
                batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertSnapshot)
                {
                    Parameters = { Of(shard), Of(seq), Of(life.Incarnation), Of(epoch), Of(chunks.Count), Of(time) },
                });
                await batch.ExecuteNonQueryAsync(cancellation);
            }
            await using NpgsqlCommand delete = new(DeleteOld, connection) { CommandTimeout = WriteSeconds, Parameters = { Of(shard), Of(DeletedRows) } };
            await delete.PrepareAsync(cancellation);
            while (await delete.ExecuteNonQueryAsync(cancellation) >= DeletedRows) await Task.Yield();
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.NotNullViolation)
        {
            throw new JournalFencedException(string.Create(CultureInfo.InvariantCulture, $"Key shard {shard} is not this node's at epoch {epoch} any more."), outcomeUnknown: false, refusal);
        }
        catch (NpgsqlException failure)
        {
            throw new JournalException($"No snapshot of key shard {shard} could be written: {failure.Message}", failure);
        }
    }

    /// <summary>CRC-32C over where the chunk belongs and its bytes.</summary>
    public static uint Checksum(int shard, long seq, int part, ReadOnlySpan<byte> payload)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (uint)shard);
        crc = BitOperations.Crc32C(crc, (ulong)seq);
        crc = BitOperations.Crc32C(crc, (uint)part);
        return ~Crc32C.Add(crc, payload);
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
