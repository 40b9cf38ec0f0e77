// What an application says to have a store.

using ActorKv;
using ActorKv.Hosting;
using ActorKv.Hosting.Caching;
using ActorKv.Hosting.Hosted;
using ActorKv.Hosting.Observation;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds embedded stores to an application.</summary>
public static class ActorKvServiceCollectionExtensions
{
    /// <summary>Adds a store, injected as <see cref="IActorKv"/>: opened before other services start, closed after they have stopped.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Says where its data is, and all else. Checked when the host starts.</param>
    /// <exception cref="InvalidOperationException">There is one already; give the second a name.</exception>
    public static IServiceCollection AddActorKv(this IServiceCollection services, Action<ActorKvOptions> configure)
    {
        AddStore(services, Options.Options.DefaultName, configure);
        services.AddSingleton<IActorKv>(provider => provider.GetRequiredKeyedService<HostedStore>(Options.Options.DefaultName));
        return services;
    }

    /// <summary>Adds a store with a name, injected as <c>[FromKeyedServices("name")] IActorKv</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="name">Names the store in the application: its service key, its options' name, a tag of its meters.</param>
    /// <param name="configure">Says where its data is, and all else. Checked when the host starts.</param>
    /// <exception cref="InvalidOperationException">There is a store of this name.</exception>
    public static IServiceCollection AddActorKv(this IServiceCollection services, string name, Action<ActorKvOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        AddStore(services, name, configure);
        services.AddKeyedSingleton<IActorKv>(name, static (provider, key) => provider.GetRequiredKeyedService<HostedStore>(key));
        return services;
    }

    /// <summary>Adds an <see cref="IDistributedCache"/> (and <see cref="IBufferDistributedCache"/>) over a store.</summary>
    /// <param name="services">The application's services, with an <see cref="IActorKv"/> of any host among them.</param>
    /// <param name="configure">Says which store, and how keys begin.</param>
    public static IServiceCollection AddActorKvDistributedCache(this IServiceCollection services, Action<ActorKvCacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ActorKvCacheOptions>();
        if (configure is not null) services.Configure(configure);
        services.TryAddSingleton<IDistributedCache>(static provider =>
        {
            ActorKvCacheOptions options = provider.GetRequiredService<IOptions<ActorKvCacheOptions>>().Value;
            IActorKv kv = options.StoreName is { } store ? provider.GetRequiredKeyedService<IActorKv>(store) : provider.GetRequiredService<IActorKv>();
            return new ActorKvCache(kv, options, provider.GetService<TimeProvider>() ?? TimeProvider.System);
        });
        return services;
    }

    /// <summary>Adds a health check of a store: unhealthy while it is not open, loads, or refuses writes; degraded when its last save failed or
    /// memory is short.</summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="storeName">The store's name; null for the one without.</param>
    /// <param name="tags">Tags of the check.</param>
    public static IHealthChecksBuilder AddActorKv(this IHealthChecksBuilder builder, string? storeName = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string name = storeName ?? Options.Options.DefaultName;
        return builder.Add(new HealthCheckRegistration(name.Length == 0 ? "actorkv" : "actorkv-" + name,
            provider => new StoreHealthCheck(provider.GetRequiredKeyedService<HostedStore>(name)), failureStatus: null, tags));
    }

    private static void AddStore(IServiceCollection services, string name, Action<ActorKvOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(HostedStore) && Equals(service.ServiceKey, name)))
            throw new InvalidOperationException(name.Length == 0 ? "There is a store already: give the second one a name." : $"There is a store named '{name}' already.");
        services.AddLogging();
        services.AddOptions<ActorKvOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ActorKvOptions>, ActorKvOptionsValidator>());
        services.TryAddSingleton<StoreDirectories>();
        services.AddKeyedSingleton(name, static (provider, key) => new HostedStore((string)key!, provider));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<HostedStore>(name));
    }
}
