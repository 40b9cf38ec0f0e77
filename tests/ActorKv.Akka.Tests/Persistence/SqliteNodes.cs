// Actor systems over one journal in a SQLite file, each with an engine of its own: nodes of a cluster that a key shard moves between.

using ActorKv.Akka.KeyShards;
using ActorKv.Akka.Persistence;
using ActorKv.Akka.Tests.KeyShards;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Microsoft.Data.Sqlite;

namespace ActorKv.Akka.Tests.Persistence;

internal sealed class SqliteFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actorkv-akka-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(_directory, "journal.db")}";

    /// <summary>A number that a query gives.</summary>
    public long Count(string query)
    {
        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>One node. The key shard is started and stopped by the test, as sharding would.</summary>
internal sealed class SqliteNode : TestKit
{
    private readonly KeyShardSettings _settings;

    public SqliteNode(SqliteFile file, string name, KeyShardSettings? settings = null, string more = "")
        : base(Boot(file, more), name)
    {
        _settings = settings ?? new KeyShardSettings();
    }

    public ShardNode Node { get; } = new();

    public Asker Asker { get; private set; } = null!;

    public IActorRef Shard { get; private set; } = null!;

    public void Start()
    {
        Shard = Sys.ActorOf(KeyShardActor.Props(Node.Store, 0, _settings));
        Asker = new Asker(Shard, CreateTestProbe());
    }

    public async Task Stop()
    {
        await WatchAsync(Shard);
        Shard.Tell(StopKeyShard.Instance);
        await ExpectTerminatedAsync(Shard);
    }

    public async Task End()
    {
        await Sys.Terminate();
        await Node.DisposeAsync();
    }

    private static global::Akka.Actor.Setup.ActorSystemSetup Boot(SqliteFile file, string more) => global::Akka.Actor.Setup.ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(more + """

            akka.loglevel = ERROR
            akka.stdout-loglevel = OFF
            akka.log-dead-letters = off
            akka.test.single-expect-default = 30s
            """).WithFallback(ActorKvPersistence.Sqlite(file.ConnectionString)).WithFallback(ActorKvPersistence.Reference).WithFallback(DefaultConfig)),
        ActorKvPersistence.SqliteSetup(file.ConnectionString));
}
