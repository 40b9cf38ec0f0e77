// A store in this process, from opening its directory to giving it free.
//
//   open directory ─► listen (answering -LOADING) ─► recover ─► serve ─► close: refuse calls ─► let turns end ─► commit ─► close
//
// The order of the end is what makes it clean: a turn that has begun is answered, and what was answered is in the journal.

using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Hosting.InProcess;
using ActorKv.Hosting.Observation;
using ActorKv.Journal.Sqlite;
using ActorKv.Scripting;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ActorKv.Hosting;

/// <summary>An embedded store: the engine of the server, in this process. Safe for any number of threads.</summary>
/// <remarks><c>await using ActorKvStore store = await ActorKvStore.OpenAsync(new() { DataDirectory = "data" });</c></remarks>
public sealed class ActorKvStore : IActorKv, IAsyncDisposable
{
    private readonly Store _store;
    private readonly SqliteDataDirectory? _directory;
    private readonly LuaScriptEngine _scripts = new();
    private readonly TcpServer? _server;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InProcessKv _kv = null!;
    private StoreMeters? _meters;
    private bool _isListening;
    private int _isClosing;

    private ActorKvStore(Store store, SqliteDataDirectory? directory)
    {
        _store = store;
        _directory = directory;
        store.Scripts.Engine = _scripts;
        ServerOptions options = store.Options;
        if (options.Port > 0 || options.UnixSocket.Length > 0) _server = new TcpServer(store, TcpServerOptions.From(options), () => AcceptRules.From(options, store.Access));
    }

    /// <summary>The addresses that are listened on: "127.0.0.1:6379". Empty for a store without sockets.</summary>
    public IReadOnlyList<string> Addresses => _server is null ? [] : [.. _server.Addresses];

    /// <summary>Completes when somebody has asked the store to stop: a client by SHUTDOWN, or the store itself, because it cannot go on. It has
    /// not stopped by then; disposing stops it.</summary>
    public Task ShutdownRequested => _store.ShutdownRequested;

    internal Store Store => _store;

    /// <summary>True from the moment it is being closed.</summary>
    internal bool IsClosed => Volatile.Read(ref _isClosing) != 0;

    internal InProcessKv Kv => _kv;

    /// <summary>Opens a store, and loads what its directory holds.</summary>
    /// <param name="options">Where and how. Read once.</param>
    /// <param name="log">Where the store tells what happens to it; nowhere when null.</param>
    /// <param name="time">Its clock; the system's when null.</param>
    /// <exception cref="OptionsValidationException">The options cannot be; the message says what is wrong with each.</exception>
    /// <exception cref="JournalException">The directory is in use, damaged, or made with another number of key shards.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use.</exception>
    public static Task<ActorKvStore> OpenAsync(ActorKvOptions options, ILogger? log = null, TimeProvider? time = null) =>
        OpenAsync(options, log, time, new MeterSource("", Services: null));

    internal static async Task<ActorKvStore> OpenAsync(ActorKvOptions options, ILogger? log, TimeProvider? time, MeterSource meters)
    {
        ArgumentNullException.ThrowIfNull(options);
        ServerParameters parameters = ParameterMapping.ToParameters(options, out List<string> errors);
        if (errors.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(ActorKvOptions), errors);
        if (options.InMemory) parameters.OnChange("appendonly", () => parameters.Options.AppendOnly ? "this store lives in memory only" : null);
        SqliteDataDirectory? directory = options.InMemory ? null : SqliteDataDirectory.Open(parameters.Options.Dir, parameters.Options.KeyShards);
        ActorKvStore? store = null;
        try
        {
            store = new ActorKvStore(NewStore(parameters, directory, log, time), directory);
            await store.StartAsync(meters).ConfigureAwait(false);
            return store;
        }
        catch
        {
            if (store is not null) await store.DisposeAsync().ConfigureAwait(false);
            directory?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default) =>
        _kv.SendAsync(command, parser, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) => _kv.OpenSessionAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IKvSubscription> SubscribeAsync(
        IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
        _kv.SubscribeAsync(topics, options, cancellationToken);

    /// <summary>Refuses further calls, answers those that have begun, commits, and gives the directory free. Calls that wait for keys end with a
    /// <see cref="KvConnectionException"/>, and so do calls that come later.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0)
        {
            await _stopped.Task.ConfigureAwait(false);
            return;
        }
        try
        {
            await CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _meters?.Dispose();
            _scripts.Dispose();
            _directory?.Dispose();
            _stopped.TrySetResult();
        }
    }

    private static Store NewStore(ServerParameters parameters, SqliteDataDirectory? directory, ILogger? log, TimeProvider? time) =>
        new(parameters, directory?.Journal ?? (IJournal)new NoJournal(), directory?.Snapshots ?? (ISnapshotStore)new NoSnapshots(),
            EngineCommands.CreateAll(), time ?? TimeProvider.System, log ?? NullLogger.Instance);

    private async Task StartAsync(MeterSource meters)
    {
        _server?.Start();
        _isListening = _server is not null;
        await _store.RecoverAsync().ConfigureAwait(false);
        _kv = new InProcessKv(_store);
        _meters = new StoreMeters(meters, _store, _kv);
        _server?.OnRecovered();
        _store.Log.LogInformation("The store is open: {Keys} keys loaded in {Load:0.000} s, data in {Directory}, listening on {Addresses}", _store.CountKeys(),
            _store.Progress.Duration.TotalSeconds, _directory?.Path ?? "memory", _server is null ? "nothing" : string.Join(", ", _server.Addresses));
    }

    private async Task CloseAsync()
    {
        if (_isListening) _server!.StopListening();
        // A pause would hold turns back for as long as it lasts.
        _store.Pause.End();
        if (_kv is not null) await _kv.CloseAsync().ConfigureAwait(false);
        if (_isListening) await Task.Run(() => _server!.Stop(() => _store.CommitLast())).ConfigureAwait(false);
        else _store.CommitLast();
        await _store.DisposeAsync().ConfigureAwait(false);
        _store.Log.LogInformation("The store is closed");
    }
}
