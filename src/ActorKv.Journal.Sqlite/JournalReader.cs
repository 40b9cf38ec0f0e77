// Takes rows out of the journal's file, a batch at a time, and makes sure that none is missing.
//
// Uses the writer's connection, so its caller holds the journal's lock. Checksums are not looked at here: whoever applies the rows does.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Sqlite;

// A walk from the newest row backwards, bounded by payload bytes and time, a part of the way at each hold of the lock.
internal record struct RowWalk(long Bytes, long Time)
{
    /// <summary>Rows before this turn come next.</summary>
    public long Next { get; set; } = long.MaxValue;

    /// <summary>The last turn of the first row that is beyond both bounds; 0 when there is none.</summary>
    public long Found { get; set; }
}

internal sealed class JournalReader(SqliteDatabase database)
{
    // Bounds for one hold of the lock, so that a commit never waits long for a reader.
    private const int MaxBytes = 1024 * 1024;
    private const int MaxRows = 256;
    private const int MaxRowsWalked = 2048;

    private readonly SqliteStatement _selectRowWith =
        database.Prepare("SELECT first_lsn, turns FROM rows WHERE first_lsn <= ? ORDER BY first_lsn DESC LIMIT 1");

    private readonly SqliteStatement _selectRows = database.Prepare(
        "SELECT first_lsn, turns, time, crc, parts, payload FROM rows WHERE first_lsn > ? AND first_lsn <= ? ORDER BY first_lsn");

    // The length of a payload is in the row's header: SQLite does not read the payload for it.
    private readonly SqliteStatement _selectBackwards = database.Prepare(
        "SELECT first_lsn, turns, time, parts, length(payload) FROM rows WHERE first_lsn < ? ORDER BY first_lsn DESC");

    private readonly SqliteStatement _selectPart = database.Prepare("SELECT payload FROM continuations WHERE first_lsn = ? AND part = ?");

    // Where a reader of the turns after afterLsn begins: behind which row, with which turn.
    public (long AfterRow, long Next) Seek(long afterLsn, long deletedThrough)
    {
        if (afterLsn < deletedThrough)
        {
            throw new JournalException(
                $"{database.Path} begins after turn {deletedThrough}, but turns from {afterLsn + 1} are needed: older rows were deleted when a " +
                $"snapshot had taken them over. Recover from a snapshot that reaches turn {deletedThrough}.");
        }
        _selectRowWith.Bind(1, afterLsn + 1);
        bool found = _selectRowWith.Step("cannot be read");
        long first = found ? _selectRowWith.Integer(0) : 0;
        long lastOfRow = found ? first + _selectRowWith.Integer(1) - 1 : 0;
        _selectRowWith.Reset();
        return lastOfRow > afterLsn ? (first - 1, first) : (afterLsn, afterLsn + 1);
    }

    // Goes on with a walk from the newest row backwards. True when it has ended: at the first row that is wanted no more, or before the oldest.
    public bool Walk(ref RowWalk walk)
    {
        _selectBackwards.Bind(1, walk.Next);
        try
        {
            for (int rows = 0; rows < MaxRowsWalked; rows++)
            {
                if (!_selectBackwards.Step("cannot be read")) return true;
                walk.Next = _selectBackwards.Integer(0);
                if (walk.Bytes <= 0 && _selectBackwards.Integer(2) < walk.Time)
                {
                    walk.Found = walk.Next + _selectBackwards.Integer(1) - 1;
                    return true;
                }
                // Of the last part of a long payload the length would have to be looked up: it counts as nothing.
                long parts = _selectBackwards.Integer(3);
                walk.Bytes -= parts > 1 ? (parts - 1) * SqliteJournal.MaxPart : _selectBackwards.Integer(4);
            }
            return false;
        }
        finally
        {
            _selectBackwards.Reset();
        }
    }

    // Rows come in the order of their numbers and each must begin where the one before ended. A fault ends the batch before it, so that the
    // reader has seen, and checked, all rows up to there when the next call meets the fault again and throws.
    public void Fill(ReadBatch batch, long afterRow, long next, long last)
    {
        batch.Clear();
        _selectRows.Bind(1, afterRow);
        _selectRows.Bind(2, last);
        try
        {
            while (batch.Count < MaxRows && next <= last)
            {
                string? fault = StepTo(next) ? Check(next) : "is missing: the file ends before it";
                if (fault is not null) throw Damage(next, fault);
                if (batch.Count > 0 && batch.Used + _selectRows.Blob(5).Length > MaxBytes) return;
                int start = batch.Used;
                batch.Append(_selectRows.Blob(5));
                int parts = (int)_selectRows.Integer(4);
                for (int part = 1; part < parts; part++) AppendPart(batch, next, part, parts);
                int turns = (int)_selectRows.Integer(1);
                batch.AddRow(next, turns, _selectRows.Integer(2), (uint)_selectRows.Integer(3), start);
                next += turns;
            }
        }
        catch (JournalException) when (batch.Count > 0)
        {
            return;
        }
        finally
        {
            _selectRows.Reset();
        }
    }

    private bool StepTo(long next)
    {
        try
        {
            return _selectRows.Step("cannot be read");
        }
        catch (JournalException e)
        {
            throw new JournalException($"Turn {next} and what follows it cannot be recovered: {e.Message}", e);
        }
    }

    private string? Check(long next)
    {
        for (int column = 0; column < 5; column++)
            if (!_selectRows.IsInteger(column)) return "has a damaged row: a number is none";
        if (!_selectRows.IsBlob(5)) return "has a damaged row: its payload is none";
        long first = _selectRows.Integer(0);
        if (first != next) return $"has no row: the next one begins with turn {first}";
        long turns = _selectRows.Integer(1), parts = _selectRows.Integer(4);
        if (turns is < 1 or > int.MaxValue) return $"has a damaged row: it claims {turns} turns";
        return parts < 1 || parts > SqliteJournal.PartsOf(Array.MaxLength) ? $"has a damaged row: it claims {parts} parts" : null;
    }

    private void AppendPart(ReadBatch batch, long firstLsn, int part, int parts)
    {
        _selectPart.Bind(1, firstLsn);
        _selectPart.Bind(2, part);
        try
        {
            if (!_selectPart.Step("cannot be read") || !_selectPart.IsBlob(0)) throw Damage(firstLsn, $"has a damaged row: part {part} of {parts} is missing");
            batch.Append(_selectPart.Blob(0));
        }
        finally
        {
            _selectPart.Reset();
        }
    }

    private JournalException Damage(long lsn, string fault) => new(
        $"{database.Path} is damaged: turn {lsn} {fault}. Put back a copy of the data directory; or, to go on with what was before this turn and " +
        $"lose the rest, stop the server and run: sqlite3 '{database.Path}' 'DELETE FROM rows WHERE first_lsn >= {lsn}'");
}
