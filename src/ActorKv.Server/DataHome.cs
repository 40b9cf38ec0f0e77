// Where the server's data is: SQLite files in a directory, or a schema of a PostgreSQL database. Open while the server runs, held by it alone. The data
// of a cluster is in a database too, and comes and goes by key shards (ClusterHost): its nodes have no home of their own.
//
// Each kind is opened in a method of its own, so that a server without PostgreSQL never loads what talks to it.

using System.Runtime.CompilerServices;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Postgres;
using ActorKv.Journal.Sqlite;
using Microsoft.Extensions.Logging;

namespace ActorKv.Server;

/// <param name="Name">What the log calls it.</param>
/// <param name="Journal">The journal, closed with the home.</param>
/// <param name="Snapshots">The snapshot store, closed with the home.</param>
/// <param name="Held">What keeps others out; null when nothing has to.</param>
internal sealed record DataHome(string Name, IJournal Journal, ISnapshotStore Snapshots, IDisposable? Held) : IDisposable
{
    /// <summary>Opens what the configuration names, creating what is missing. Waits a while for a database that is not there yet.</summary>
    /// <exception cref="JournalException">It cannot be opened; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public static async Task<DataHome> OpenAsync(ServerOptions options, ILogger log, CancellationToken cancellation) =>
        options.ClusterEnabled ? new DataHome($"schema {options.PostgresSchema} of the cluster's database", new NoJournal(), new NoSnapshots(), Held: null)
        : options.Journal == JournalMedium.Postgres ? await OpenSchemaAsync(options, log, cancellation) : OpenDirectory(options);

    public void Dispose() => Held?.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DataHome OpenDirectory(ServerOptions options)
    {
        SqliteDataDirectory directory = SqliteDataDirectory.Open(options.Dir, options.KeyShards);
        return new DataHome(directory.Path, directory.Journal, directory.Snapshots, directory);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<DataHome> OpenSchemaAsync(ServerOptions options, ILogger log, CancellationToken cancellation)
    {
        if (options.Postgres.Length == 0)
            throw new JournalException("journal postgres needs to know the database: postgres \"Host=…;Username=…;Password=…;Database=…\".");
        // What is still being opened when the server is told to stop ends with the process.
        PostgresDataSchema schema = await new StartPatience(log, cancellation).TryAsync(() =>
            Task.Run(() => PostgresDataSchema.Open(options.Postgres, options.PostgresSchema, options.KeyShards), cancellation).WaitAsync(cancellation));
        return new DataHome(schema.Name, schema.Journal, schema.Snapshots, schema);
    }
}
