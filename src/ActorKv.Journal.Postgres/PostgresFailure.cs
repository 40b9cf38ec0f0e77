// What went wrong in PostgreSQL, and the way out, in a sentence for who runs it.
//
// An error that the server has answered with is about one statement: it did nothing. Everything else is a lost connection, and so are the
// answers of a server that is going down or coming up: what the statement did is not known, and the next try may find the server well.

using System.Globalization;
using System.Net.Sockets;
using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres;

internal static class PostgresFailure
{
    private const string TooManyConnections = "53300";

    /// <summary>True when the connection is lost, or could not be made, and another may be made later.</summary>
    public static bool IsLost(Exception e) => e switch
    {
        // 57P: shut down, crashed, starting up, session ended by somebody; 08: connection lost; FATAL: whatever it was, the session is gone. What
        // is wrong with the password, the database or the rights stays wrong.
        PostgresException server => IsOneOf(server.SqlState, "57P", "08", TooManyConnections) || (IsFatal(server) && !IsOneOf(server.SqlState, "28", "3D", "42")),
        NpgsqlException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    public static JournalException Tell(string name, string whatFailed, Exception e)
    {
        string wayOut = e switch
        {
            PostgresException server => WayOut(server.SqlState),
            NpgsqlException { IsTransient: false } => "",
            _ => "The server cannot be reached: see that it runs and that the network lets this machine through.",
        };
        string cause = e is PostgresException { SqlState: var state, MessageText: var text } ? $"PostgreSQL {state}: {text}" : Messages(e);
        return new JournalException($"{name} {whatFailed}. {wayOut}{(wayOut.Length > 0 ? " " : "")}({cause})", e) { IsUnreachable = IsLost(e) };
    }

    /// <summary>What to throw for a connection string that is none. Npgsql's text names the word that it does not know, never a value.</summary>
    public static JournalException TellBadString(ArgumentException e) => new($"The connection string of PostgreSQL cannot be used: {e.Message}", e);

    private static string WayOut(string state) => state switch
    {
        "53100" => "The disk of the database server is full: make room, and writing goes on by itself.",
        "53200" => "The database server is out of memory.",
        TooManyConnections => "The database server has no connection left: raise max_connections, or the limit of the role or the database.",
        "25006" => "The database is read-only: it is a standby, or default_transaction_read_only is on; connect to the primary.",
        "28000" or "28P01" => "The server does not let this user in: check Username and Password of the connection string, and pg_hba.conf.",
        "3D000" => "There is no such database: create it, or name another in the connection string.",
        "42501" => "The user lacks a right: let it create and use the schema (GRANT CREATE, USAGE), or make it the schema's owner.",
        "42P01" or "42703" or "3F000" => "Its tables are not those that ActorKv has made: put back a backup, or drop the schema to begin without data.",
        "XX001" or "XX002" => "The database is damaged: put back a backup of it.",
        _ when IsOneOf(state, "40", "55P03", "57014") => "Something else holds a lock, or a time limit is set for statements: look at pg_stat_activity.",
        _ when IsOneOf(state, "57P") => "The server is going down or coming up.",
        _ => "",
    };

    private static bool IsFatal(PostgresException e) => e.InvariantSeverity is "FATAL" or "PANIC";

    private static bool IsOneOf(string state, params ReadOnlySpan<string> starts)
    {
        foreach (string start in starts)
            if (state.StartsWith(start, StringComparison.Ordinal)) return true;
        return false;
    }

    // Npgsql says "Failed to connect to …" or "Exception while reading from stream"; the reason is in what caused it.
    private static string Messages(Exception e) =>
        e.InnerException is { } inner ? string.Create(CultureInfo.InvariantCulture, $"{e.Message}: {inner.Message}") : e.Message;
}
