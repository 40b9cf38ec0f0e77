// A prepared statement. Parameters count from 1 and columns from 0, as in SQLite.

using ActorKv.Engine.Commits;
using SQLitePCL;

namespace ActorKv.Journal.Sqlite;

internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement) : IDisposable
{
    public void Bind(int parameter, long value) => raw.sqlite3_bind_int64(statement, parameter, value);

    /// <summary>SQLite takes a copy, and keeps it until the next one or <see cref="Unbind"/>.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // Only a blob over SQLite's limit, or one that memory does not suffice for, is refused here.
        if (raw.sqlite3_bind_blob(statement, parameter, value) != raw.SQLITE_OK) throw database.Failure("cannot take so large a value");
    }

    public void Unbind() => raw.sqlite3_clear_bindings(statement);

    /// <summary>Moves to the next row. False when there is none: the statement is then ready to run again.</summary>
    public bool Step(string failure)
    {
        int rc = raw.sqlite3_step(statement);
        if (rc == raw.SQLITE_ROW) return true;
        if (rc == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(statement);
            return false;
        }
        JournalException exception = database.Failure(failure);
        raw.sqlite3_reset(statement);
        throw exception;
    }

    public void Reset() => raw.sqlite3_reset(statement);

    public bool IsInteger(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_INTEGER;

    public bool IsBlob(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_BLOB;

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
