// One connection to one file, and how its errors are told.
//
// Opened through Microsoft.Data.Sqlite, used through the SQLitePCL calls below it: a commit then binds spans and steps prepared statements
// without a single managed allocation. Not safe for several threads at once; who shares a connection brings the lock.
//
// Every failure becomes a JournalException that says what was being done, to which file, and the way out.

using ActorKv.Engine.Commits;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ActorKv.Journal.Sqlite;

internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    private SqliteDatabase(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
        _handle = connection.Handle!;
    }

    public string Path { get; }

    /// <summary>True between BEGIN and its COMMIT or ROLLBACK. SQLite ends a transaction by itself at some errors.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows that the last INSERT, UPDATE or DELETE changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public static SqliteDatabase Open(string path, bool readOnly = false)
    {
        // Pooling would keep the file open, and locked, after Dispose.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        }.ToString());
        try
        {
            connection.Open();
            var database = new SqliteDatabase(path, connection);
            raw.sqlite3_busy_timeout(database._handle, 1000);
            return database;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new JournalException(Tell(path, "cannot be opened", e.SqliteErrorCode, e.SqliteExtendedErrorCode, e.Message), e);
        }
    }

    public SqliteStatement Prepare(string sql)
    {
        int rc = raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement);
        if (rc != raw.SQLITE_OK) throw Failure("cannot be read");
        var prepared = new SqliteStatement(this, statement);
        _statements.Add(prepared);
        return prepared;
    }

    /// <summary>Runs statements whose rows do not matter.</summary>
    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_handle, sql) != raw.SQLITE_OK) throw Failure("cannot be changed");
    }

    /// <summary>The number in the first column of the first row; 0 without one.</summary>
    public long Number(string sql)
    {
        if (raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement) != raw.SQLITE_OK) throw Failure("cannot be read");
        using (statement)
        {
            int rc = raw.sqlite3_step(statement);
            if (rc == raw.SQLITE_ROW) return raw.sqlite3_column_int64(statement, 0);
            return rc == raw.SQLITE_DONE ? 0 : throw Failure("cannot be read");
        }
    }

    /// <summary>Ends a transaction that failed, when SQLite has not done so itself.</summary>
    public void RollBack()
    {
        if (InTransaction) raw.sqlite3_exec(_handle, "ROLLBACK");
    }

    /// <summary>Empties the page cache of what is on disk.</summary>
    public void Trim() => Execute("PRAGMA shrink_memory");

    /// <summary>The error of the last call, as an exception to throw.</summary>
    public JournalException Failure(string whatFailed)
    {
        int extended = raw.sqlite3_extended_errcode(_handle);
        return new JournalException(Tell(Path, whatFailed, extended & 0xff, extended, raw.sqlite3_errmsg(_handle).utf8_to_string()));
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements) statement.Dispose();
        _statements.Clear();
        _connection.Dispose();
    }

    private static string Tell(string path, string whatFailed, int code, int extendedCode, string text)
    {
        string wayOut = code switch
        {
            raw.SQLITE_FULL => "The disk is full: make room, and writing goes on by itself.",
            raw.SQLITE_READONLY or raw.SQLITE_PERM => "It is read-only: allow this user to write the directory and the files in it.",
            raw.SQLITE_CANTOPEN => "Check that the directory exists and that this user may write it.",
            raw.SQLITE_IOERR => "The disk reports an input/output error: look at the kernel's log, and at quotas.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another program has the file open, perhaps a sqlite3 shell: close it.",
            raw.SQLITE_NOTADB => "It is no SQLite database, or its header is damaged: put back a copy, or move the file away to start without it.",
            raw.SQLITE_CORRUPT => "The file is damaged: put back a copy, or save what can be read with `sqlite3 FILE .recover`.",
            _ => "",
        };
        return $"{path} {whatFailed}. {wayOut}{(wayOut.Length > 0 ? " " : "")}(SQLite {extendedCode}: {text})";
    }
}
