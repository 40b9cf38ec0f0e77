// What is asked of the journal's tables beside commits: where they end, how much they hold, their rows, and to let old rows go.
//
// Rows are read a batch at a time: no statement, and no snapshot of the database that would keep its vacuum from its work, lasts as long as
// whoever reads. A batch may be read again when its connection is lost. Checksums are not looked at here: whoever applies the rows does.

using System.Data;
using System.Globalization;
using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres;

/// <param name="IsFenced">True when nothing was deleted because another process writes now.</param>
/// <param name="Through">The last turn deleted; 0 when there was none to delete.</param>
/// <param name="Bytes">What the rows took.</param>
/// <param name="HasMore">Whether there are more to delete.</param>
internal readonly record struct Deletion(bool IsFenced, long Through, long Bytes, bool HasMore);

internal sealed class PostgresRows(PostgresDatabase database, IJournal journal)
{
    /// <summary>What a row takes beside its payload, nearly enough for a size that only guides rewriting.</summary>
    public const int Overhead = 64;

    private const string ReadFailure = "cannot be read";

    private const string SelectEnds = """
        SELECT deleted_through, greatest(deleted_through, coalesce((SELECT first_lsn + turns - 1 FROM journal_rows ORDER BY first_lsn DESC LIMIT 1), 0))
        FROM journal_start
        """;

    // Of a payload in parts the last counts as nothing: its length would have to be looked up.
    private const string Bytes = "CASE WHEN parts > 1 THEN (parts - 1) * 16777216::bigint ELSE length(payload) END";

    private static readonly string s_selectSize = string.Create(CultureInfo.InvariantCulture,
        $"SELECT coalesce(sum({Bytes} + {Overhead}), 0)::bigint FROM journal_rows");

    private const string SelectRowWith = "SELECT first_lsn, turns FROM journal_rows WHERE first_lsn <= $1 ORDER BY first_lsn DESC LIMIT 1";

    // Bounds for a batch: 1 MiB, or one row that is larger.
    private const string SelectRows = """
        SELECT first_lsn, turns, time, crc, parts, octets, payload
        FROM (SELECT *, sum(octets) OVER (ORDER BY first_lsn) - octets AS before
              FROM (SELECT *, length(payload) AS octets FROM journal_rows WHERE first_lsn >= $1 AND first_lsn <= $2 ORDER BY first_lsn LIMIT 1024) r) s
        WHERE before < 1048576 ORDER BY first_lsn
        """;

    private const string SelectParts = "SELECT part, length(payload), payload FROM journal_parts WHERE first_lsn = $1 ORDER BY part";

    private const string SelectLastBefore = $"""
        SELECT first_lsn + turns - 1
        FROM (SELECT *, sum({Bytes}) OVER (ORDER BY first_lsn DESC) - ({Bytes}) AS newer FROM journal_rows) r
        WHERE newer >= $1 AND time < $2 ORDER BY first_lsn DESC LIMIT 1
        """;

    // Bounds for one statement: 256 rows, or some 2 MiB.
    private static readonly string s_delete = string.Create(CultureInfo.InvariantCulture, $"""
        WITH writer AS MATERIALIZED (SELECT 1 FROM node WHERE writer = $2 FOR KEY SHARE),
             candidates AS MATERIALIZED (
                SELECT first_lsn, first_lsn + turns - 1 AS last_lsn, {Bytes} + {Overhead} AS bytes,
                       row_number() OVER w AS number, sum({Bytes}) OVER w - ({Bytes}) AS before
                FROM (SELECT * FROM journal_rows WHERE first_lsn <= $1 ORDER BY first_lsn LIMIT 257) r
                WHERE first_lsn + turns - 1 <= $1 WINDOW w AS (ORDER BY first_lsn)),
             chosen AS MATERIALIZED (SELECT * FROM candidates WHERE number <= 256 AND before < 2097152 AND EXISTS (SELECT FROM writer)),
             deleted AS (DELETE FROM journal_rows USING chosen WHERE journal_rows.first_lsn = chosen.first_lsn),
             noted AS (UPDATE journal_start SET deleted_through = (SELECT max(last_lsn) FROM chosen) WHERE EXISTS (SELECT FROM chosen))
        SELECT EXISTS (SELECT FROM writer), coalesce((SELECT max(last_lsn) FROM chosen), 0), coalesce((SELECT sum(bytes) FROM chosen), 0)::bigint,
               (SELECT count(*) FROM candidates) > (SELECT count(*) FROM chosen)
        """);

    /// <summary>The last turn deleted, and the last there is.</summary>
    public static (long DeletedThrough, long Last) Ends(NpgsqlConnection connection)
    {
        using NpgsqlCommand select = new(SelectEnds, connection);
        using NpgsqlDataReader reader = select.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : throw new JournalException("The table journal_start is empty: put back a backup of the database.");
    }

    /// <summary>Bytes that all rows take.</summary>
    public long Size() => database.Run(ReadFailure, static connection =>
    {
        using NpgsqlCommand select = new(s_selectSize, connection);
        return (long)select.ExecuteScalar()!;
    });

    /// <summary>The first turn of the row that a reader of the turns after <paramref name="afterLsn"/> begins with.</summary>
    public long Seek(long afterLsn)
    {
        ThrowIfDeleted(afterLsn);
        return database.Run(ReadFailure, connection =>
        {
            using NpgsqlCommand select = new(SelectRowWith, connection) { Parameters = { Of(afterLsn + 1) } };
            using NpgsqlDataReader reader = select.ExecuteReader();
            if (!reader.Read()) return afterLsn + 1;
            long first = reader.GetInt64(0);
            return first + reader.GetInt32(1) - 1 > afterLsn ? first : afterLsn + 1;
        });
    }

    /// <summary>Reads the rows from <paramref name="next"/> on, which must begin with it. A fault ends the batch before it, so that the reader has
    /// seen, and checked, all rows up to there when the next call meets the fault again and throws.</summary>
    public void Fill(ReadBatch batch, long next, long last)
    {
        (long lsn, string fault) = database.Run(ReadFailure, connection => Fill(connection, batch, next, last));
        if (batch.Count > 0 || fault.Length == 0) return;
        ThrowIfDeleted(lsn - 1);
        throw new JournalException(
            $"{database.Name} is damaged: turn {lsn} {fault}. Put back a backup of the database; or, to go on with what was before this turn and lose the rest, {journal.WayOut(lsn)}");
    }

    /// <summary>The last turn of the newest row behind which there are so many bytes, and which is older than a time; null when there is none.</summary>
    public long? LastBefore(long bytes, long time) => database.Run(ReadFailure, connection =>
    {
        using NpgsqlCommand select = new(SelectLastBefore, connection) { Parameters = { Of(bytes), Of(time) } };
        return select.ExecuteScalar() as long?;
    });

    /// <summary>Deletes the oldest rows, a bounded number.</summary>
    public Deletion Delete(long throughLsn, long writer) => database.Run("takes no commit", connection =>
    {
        using NpgsqlCommand delete = new(s_delete, connection) { Parameters = { Of(throughLsn), Of(writer) } };
        using NpgsqlDataReader reader = delete.ExecuteReader();
        reader.Read();
        return new Deletion(!reader.GetBoolean(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3));
    });

    private static (long Lsn, string Fault) Fill(NpgsqlConnection connection, ReadBatch batch, long next, long last)
    {
        batch.Clear();
        int start = 0, parts = 1;
        (long First, int Turns, long Time, uint Crc) row = default;
        using (NpgsqlCommand select = new(SelectRows, connection) { Parameters = { Of(next), Of(last) } })
        using (NpgsqlDataReader reader = select.ExecuteReader(CommandBehavior.SequentialAccess))
        {
            if (!reader.Read()) return (next, "is missing: the journal ends before it");
            do
            {
                row = (reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2), (uint)reader.GetInt64(3));
                parts = reader.GetInt32(4);
                if (Fault(next, row.First, row.Turns, parts) is { } fault) return (next, fault);
                start = batch.Used;
                Append(batch, reader, length: reader.GetInt32(5), column: 6);
                if (parts > 1) break;               // it is as large as a batch may be, and its parts are in another table
                batch.AddRow(row.First, row.Turns, row.Time, row.Crc, start);
                next += row.Turns;
            }
            while (reader.Read());
        }
        if (parts == 1) return (next, "");
        if (AppendParts(connection, batch, next, parts) is { } missing) return (next, missing);
        batch.AddRow(row.First, row.Turns, row.Time, row.Crc, start);
        return (next, "");
    }

    private static string? Fault(long next, long first, int turns, int parts) =>
        first != next ? $"has no row: the next one begins with turn {first}" :
        turns < 1 ? $"has a damaged row: it claims {turns} turns" :
        parts < 1 || parts > PostgresAppender.PartsOf(Array.MaxLength) ? $"has a damaged row: it claims {parts} parts" : null;

    private static string? AppendParts(NpgsqlConnection connection, ReadBatch batch, long firstLsn, int parts)
    {
        using NpgsqlCommand select = new(SelectParts, connection) { Parameters = { Of(firstLsn) } };
        using NpgsqlDataReader reader = select.ExecuteReader(CommandBehavior.SequentialAccess);
        for (int part = 1; part < parts; part++)
        {
            if (!reader.Read() || reader.GetInt32(0) != part) return $"has a damaged row: part {part} of {parts} is missing";
            Append(batch, reader, length: reader.GetInt32(1), column: 2);
        }
        return null;
    }

    private static void Append(ReadBatch batch, NpgsqlDataReader reader, int length, int column)
    {
        ArraySegment<byte> room = batch.Extend(length);
        if (length > 0) reader.GetBytes(column, 0, room.Array, room.Offset, length);
    }

    private static NpgsqlParameter<long> Of(long value) => new() { TypedValue = value };

    private void ThrowIfDeleted(long afterLsn)
    {
        long deletedThrough = journal.DeletedThrough;
        if (afterLsn >= deletedThrough) return;
        throw new JournalException(
            $"The journal of {database.Name} begins after turn {deletedThrough}, but turns from {afterLsn + 1} are needed: older rows were deleted when a " +
            $"snapshot had taken them over. Recover from a snapshot that reaches turn {deletedThrough}.");
    }
}
