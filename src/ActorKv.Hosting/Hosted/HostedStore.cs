// A store that lives as long as the host: opened before any other service starts, closed after all others have stopped, so that they all find it
// open. What is injected as IActorKv is this object; it passes calls on to the store once that is there.

using ActorKv.Hosting.Observation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorKv.Hosting.Hosted;

internal sealed class HostedStore(string name, IServiceProvider services) : IActorKv, IHostedLifecycleService, IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private readonly StoreDirectories _directories = services.GetRequiredService<StoreDirectories>();
    private volatile ActorKvStore? _store;
    private Task? _opening;

    public string Name => name;

    /// <summary>The store; null before the host starts.</summary>
    public ActorKvStore? Store => _store;

    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default) =>
        Opened.SendAsync(command, parser, cancellationToken);

    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) => Opened.OpenSessionAsync(cancellationToken);

    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        Opened.SubscribeAsync(topics, options, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => OpenAsync();

    // Hosts of old know no StartingAsync.
    public Task StartAsync(CancellationToken cancellationToken) => OpenAsync();

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        if (_store is not { } store) return;
        await store.DisposeAsync().ConfigureAwait(false);
        _directories.Release(this);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private ActorKvStore Opened => _store ?? throw new InvalidOperationException($"{Title} is opened when the host starts, and the host has not started.");

    private string Title => name.Length == 0 ? "The store" : $"The store '{name}'";

    private Task OpenAsync()
    {
        lock (_lock) return _opening ??= OpenOnceAsync();
    }

    private async Task OpenOnceAsync()
    {
        ActorKvOptions options = services.GetRequiredService<IOptionsMonitor<ActorKvOptions>>().Get(name);
        ILogger log = services.GetRequiredService<ILoggerFactory>().CreateLogger(name.Length == 0 ? "ActorKv" : "ActorKv." + name);
        _directories.Take(this, options);
        _store = await ActorKvStore.OpenAsync(options, log, services.GetService<TimeProvider>(), new MeterSource(name, services)).ConfigureAwait(false);
        _ = StopWithStoreAsync(_store);
    }

    // SHUTDOWN of a client, or a store that cannot go on: an application that is told so can restart; one that is not serves errors.
    private async Task StopWithStoreAsync(ActorKvStore store)
    {
        await store.ShutdownRequested.ConfigureAwait(false);
        services.GetService<IHostApplicationLifetime>()?.StopApplication();
    }
}
