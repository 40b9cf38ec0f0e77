// ActorKv in an actor system that an application has made by itself: ActorKvExtension.Get(system).

using System.Net;
using ActorKv.Akka.Hosting;
using Akka.Actor;
using Akka.Configuration;
using Akka.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Akka;

/// <summary>ActorKv in an actor system. Its options are section <c>actorkv</c> of the system's configuration.</summary>
public sealed class ActorKvExtension : IExtension
{
    internal ActorKvExtension(ActorKvNode node) => Node = node;

    internal ActorKvNode Node { get; }

    /// <summary>The options that it runs with.</summary>
    public ActorKvOptions Options => Node.Options;

    /// <summary>The store, without a port: calls go to the key shards as messages, from any number of threads. They have the rights of the default
    /// user, and need no password.</summary>
    public IActorKv Kv => Node.Kv;

    /// <summary>Where RESP clients connect to; null when nothing listens, or not yet.</summary>
    public EndPoint? Address => Node.Address;

    /// <summary>ActorKv of an actor system, started when it was not. In a cluster its key shards spread over the nodes that host them; without one they are all
    /// here. It ends with the system.</summary>
    /// <param name="system">The system. Its configuration needs <see cref="ActorKvConfiguration.Reference"/> as a fallback, and a journal and a snapshot store.</param>
    /// <exception cref="ConfigurationException">An option is out of its range.</exception>
    public static ActorKvExtension Get(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.WithExtension<ActorKvExtension, ActorKvProvider>();
    }

    /// <summary>Begins to listen for RESP clients, if the options say where. The task ends when it does.</summary>
    public Task ListenAsync() => Node.ListenAsync();
}

/// <summary>Makes <see cref="ActorKvExtension"/>; may stand in <c>akka.extensions</c>.</summary>
public sealed class ActorKvProvider : ExtensionIdProvider<ActorKvExtension>
{
    /// <inheritdoc/>
    public override ActorKvExtension CreateExtension(ExtendedActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        system.Settings.InjectTopLevelFallback(ActorKvConfiguration.Reference);
        ActorKvSetup? setup = system.Settings.Setup.Get<ActorKvSetup>() is { HasValue: true } given ? given.Value : null;
        IServiceProvider? services = system.Settings.Setup.Get<DependencyResolverSetup>() is { HasValue: true } resolver ? (resolver.Value.DependencyResolver as ServiceProviderDependencyResolver)?.ServiceProvider : null;
        ILogger log = services?.GetService<ILoggerFactory>()?.CreateLogger("ActorKv") ?? NullLogger.Instance;
        ActorKvOptions options = ActorKvOptions.From(system.Settings.Config);
        setup?.Configure?.Invoke(options);
        return new ActorKvExtension(new ActorKvNode(system, options, services?.GetService<TimeProvider>() ?? TimeProvider.System, log));
    }
}
