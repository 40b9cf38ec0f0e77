// ActorKv in an actor system that Akka.Hosting makes.

using ActorKv.Akka.Hosting;
using ActorKv.Akka.Persistence;
using Akka.Hosting;

namespace ActorKv.Akka;

/// <summary>ActorKv for Akka.Hosting.</summary>
public static class ActorKvHosting
{
    /// <summary>
    /// Runs ActorKv in the actor system: <c>services.AddAkka("app", (akka, provider) =&gt; akka.WithActorKv(o =&gt; o.Port = 6379))</c>. In a cluster its key
    /// shards spread over the nodes that host them. The system needs a journal and a snapshot store.
    /// </summary>
    /// <remarks>Stands behind the configuration of the journal: for SQLite it adds <see cref="ActorKvPersistence.SqliteSetup"/>.</remarks>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="configure">Changes the options, which are those of section <c>actorkv</c> of the configuration.</param>
    public static AkkaConfigurationBuilder WithActorKv(this AkkaConfigurationBuilder builder, Action<ActorKvOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration is { HasValue: true } given && ActorKvPersistence.SetupFor(given.Value) is { } sqlite) builder.AddSetup(sqlite);
        return builder
            .AddHocon(ActorKvConfiguration.Reference, HoconAddMode.Append)
            .AddSetup(new ActorKvSetup(configure))
            .AddStartup(async (system, _) => await ActorKvExtension.Get(system).ListenAsync());
    }
}
