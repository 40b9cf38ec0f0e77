// Connections to the cluster's database, as nodes want them.
//
// A member's connections carry its name (application_name): who declares it gone ends them, so that no transaction of a node that was stopped in
// the middle of one stands in the way.

using ActorKv.Engine.Commits;
using Npgsql;

namespace ActorKv.Journal.Postgres.KeyShards;

/// <summary>One life of a node: what its commits are checked against.</summary>
/// <param name="Incarnation">Its number.</param>
/// <param name="Source">Connections in its name.</param>
/// <param name="Lost">Cancelled when this life is over.</param>
internal sealed record MemberLife(long Incarnation, NpgsqlDataSource Source, CancellationToken Lost);

internal static class ClusterSource
{
    private const int ConnectSeconds = 2;

    // What asks for more says so.
    private const int CommandSeconds = 5;

    /// <summary>Connections to a schema of a database.</summary>
    /// <param name="connectionString">What Npgsql connects with.</param>
    /// <param name="schema">The schema that the tables are in.</param>
    /// <param name="name">What PostgreSQL calls the connections.</param>
    /// <exception cref="JournalException">The connection string is none.</exception>
    public static NpgsqlDataSource Create(string connectionString, string schema, string name)
    {
        try
        {
            return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
            {
                SearchPath = PostgresDatabase.Quote(schema),
                ApplicationName = name,
                Timeout = ConnectSeconds,
                CommandTimeout = CommandSeconds,
                // Who gives up waiting closes the connection and finds out on another one: nobody waits for the answer to a request to cancel.
                CancellationTimeout = -1,
                // Sessions keep nothing that the next user of a connection must not find.
                NoResetOnClose = true,
                Enlist = false,
            });
        }
        catch (ArgumentException e)
        {
            throw PostgresFailure.TellBadString(e);
        }
    }

    /// <summary>The name of a member's connections.</summary>
    public static string NameOf(string id, long incarnation) => $"actorkv {id[..Math.Min(12, id.Length)]} {incarnation}";
}
