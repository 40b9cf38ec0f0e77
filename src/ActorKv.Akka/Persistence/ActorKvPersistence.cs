// Configuration of Akka.Persistence for key shards: the fragments in hocon/, embedded.
//
// SQLite's driver never waits without its thread. The journal plugin's stream gathers events into a batch while a transaction is under way, and
// with such a driver the stream itself is what stands still: each event becomes a transaction of its own. So the way to a connection
// begins with leaving the stream's thread, which linq2db lets us say (SqliteSetup). And the file is written ahead (WAL), where a transaction is one
// fsync; the driver's own default writes each page twice and syncs three times. Which of them a file has it remembers; how well a commit is
// synced belongs to the connection.

using System.Data.Common;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using LinqToDB;

namespace ActorKv.Akka.Persistence;

/// <summary>Configuration of Akka.Persistence that ActorKv brings along.</summary>
public static class ActorKvPersistence
{
    /// <summary>What key shards need whatever the journal is: serializers of events and snapshots, and a replay filter that throws nothing away. To be
    /// a fallback of the system's configuration.</summary>
    public static Config Reference { get; } = Read("persistence");

    /// <summary>Journal and snapshot store of one node in a SQLite file, to be used with <see cref="SqliteSetup"/>.</summary>
    /// <param name="connectionString">As Microsoft.Data.Sqlite reads it: <c>Data Source=/var/lib/app/actorkv.db</c>.</param>
    public static Config Sqlite(string connectionString) => At(connectionString).WithFallback(Read("sqlite"));

    /// <summary>Lets events that come at one time share transactions, and a transaction cost one fsync. To be given to <c>ActorSystem.Create</c>, or to Akka.Hosting's <c>AddSetup</c>.</summary>
    /// <param name="connectionString">The same as that of <see cref="Sqlite"/>.</param>
    public static Setup SqliteSetup(string connectionString) => new DataOptionsSetup(new DataOptions()
        .UseConnectionString(ProviderName.SQLiteMS, connectionString)
        .UseBeforeConnectionOpened(static _ => { }, static async (_, _) => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding))
        .UseAfterConnectionOpened(Prepare, static (connection, _) =>
        {
            Prepare(connection);
            return Task.CompletedTask;
        }));

    /// <summary>What a configuration needs beside itself: <see cref="SqliteSetup"/> when its journal is a SQLite file, otherwise nothing (null).</summary>
    /// <param name="config">A whole configuration.</param>
    public static Setup? SetupFor(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        string plugin = config.GetString("akka.persistence.journal.plugin", "");
        bool isSqlite = plugin.Length > 0 && config.GetString($"{plugin}.provider-name", "").StartsWith(ProviderName.SQLite, StringComparison.OrdinalIgnoreCase);
        return isSqlite ? SqliteSetup(config.GetString($"{plugin}.connection-string")) : null;
    }

    /// <summary>Journal and snapshot store of a cluster in PostgreSQL.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    public static Config Postgres(string connectionString) => At(connectionString).WithFallback(Read("postgres"));

    private static void Prepare(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";
        command.ExecuteNonQuery();
    }

    private static Config At(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        string quoted = "\"" + connectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        return ConfigurationFactory.ParseString($"akka.persistence {{ journal.sql.connection-string = {quoted}, snapshot-store.sql.connection-string = {quoted} }}");
    }

    private static Config Read(string name)
    {
        using Stream stream = typeof(ActorKvPersistence).Assembly.GetManifestResourceStream($"ActorKv.Akka.{name}.conf") ?? throw new InvalidOperationException($"The library lacks hocon/{name}.conf.");
        using StreamReader reader = new(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
