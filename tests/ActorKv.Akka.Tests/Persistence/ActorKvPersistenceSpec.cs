// The fragments of hocon/, as the library gives them.

using ActorKv.Akka.Persistence;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;

namespace ActorKv.Akka.Tests.Persistence;

public sealed class ActorKvPersistenceSpec
{
    [Fact]
    public void A_connection_string_stands_in_the_configuration_as_it_was_given()
    {
        const string Odd = "Data Source=C:\\data\\\"my\" kv.db";
        Config config = ActorKvPersistence.Sqlite(Odd);
        Assert.Equal(Odd, config.GetString("akka.persistence.journal.sql.connection-string"));
        Assert.Equal(Odd, config.GetString("akka.persistence.snapshot-store.sql.connection-string"));
        Assert.Equal(1, config.GetInt("akka.persistence.journal.sql.parallelism"));
        Assert.StartsWith("PostgreSQL", ActorKvPersistence.Postgres("Host=db").GetString("akka.persistence.journal.sql.provider-name"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_in_a_SQLite_file_gets_its_setup_and_another_gets_none()
    {
        Assert.IsType<DataOptionsSetup>(ActorKvPersistence.SetupFor(ActorKvPersistence.Sqlite("Data Source=kv.db")));
        Assert.Null(ActorKvPersistence.SetupFor(ActorKvPersistence.Postgres("Host=db")));
        Assert.Null(ActorKvPersistence.SetupFor(Config.Empty));
    }

    [Fact]
    public void The_replay_filter_is_off() =>
        Assert.Equal("off", ActorKvPersistence.Reference.GetString("akka.persistence.journal.sql.replay-filter.mode"));
}
