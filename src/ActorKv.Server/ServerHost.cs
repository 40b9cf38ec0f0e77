// The server's life: open the data, listen, recover, serve, stop.
//
//   open the data ─► listen (answering -LOADING) ─► recover ─► ready ─► SIGTERM, SIGINT or SHUTDOWN
//                                                                            ─► accept no more ─► commit what is there ─► close ─► exit 0
//   waiting for a database that is not there yet ─► SIGTERM, SIGINT ─► exit 0
//   in a cluster: listen (clients wait) ─► join ─► ready ─► the same ─► hand over what it has, serving meanwhile ─► as above

using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorKv.Cluster;
using ActorKv.Engine;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Scripting;
using ActorKv.Server.Logging;
using ActorKv.Tcp;
using Microsoft.Extensions.Logging;

namespace ActorKv.Server;

internal static class ServerHost
{
    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="parameters">What was configured.</param>
    /// <param name="onReady">Called once, when connections are served.</param>
    /// <returns>The exit code: 0 after an orderly stop, also before it was ready; 1 when the server could not start, or could not journal at the end what it
    /// had acknowledged; then the log says why.</returns>
    public static async Task<int> RunAsync(ServerParameters parameters, Action onReady)
    {
        ServerOptions options = parameters.Options;
        using LineLogger log = new(options.LogFile, TimeProvider.System, () => options.LogLevel);
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            return await ServeAsync(parameters, log, onReady, stop.Token) ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.LogInformation("Stopped before it was ready");
            return 0;
        }
        catch (Exception failure) when (failure is JournalException or AclException or SocketException or IOException or UnauthorizedAccessException)
        {
            log.LogCritical("Cannot start: {Reason}", failure.Message);
            await Console.Error.WriteLineAsync($"actorkv: {failure.Message}");
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    // False when something acknowledged could not be journalled at the end.
    private static async Task<bool> ServeAsync(ServerParameters parameters, ILogger log, Action onReady, CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        ServerOptions options = parameters.Options;
        using DataHome data = await DataHome.OpenAsync(options, log, stop);
        await using Store store = new(parameters, data.Journal, data.Snapshots, EngineCommands.CreateAll(), TimeProvider.System, log);
        using LuaScriptEngine scripts = new();
        store.Scripts.Engine = scripts;
        TcpServer server = new(store, TcpServerOptions.From(options), () => AcceptRules.From(options, store.Access));
        using CancellationTokenRegistration told = stop.Register(() => store.RequestShutdown(save: !store.IsJournalling && options.Save.Count > 0));
        bool whole = true;
        // Before anybody connects: a session's way to other nodes' key shards is given to it when it begins.
        await using ClusterHost? cluster = options.ClusterEnabled ? await ClusterHost.OpenAsync(store, stop) : null;
        server.Start();
        try
        {
            if (cluster is null) await store.RecoverAsync();
            server.OnRecovered();
            if (cluster is not null) await cluster.JoinAsync(stop);
            log.LogInformation("Ready: listening on {Addresses}, data in {Data}, {Keys} keys loaded in {Load:0.000} s, up {Up:0.000} s after start",
                string.Join(", ", server.Addresses), data.Name, store.CountKeys(), store.Progress.Duration.TotalSeconds, Stopwatch.GetElapsedTime(started).TotalSeconds);
            onReady();
            bool save = await store.ShutdownRequested;
            log.LogInformation("Stopping");
            if (cluster is not null) await cluster.LeaveAsync(TimeSpan.FromSeconds(options.ShutdownTimeoutSeconds));
            server.StopListening();
            if (save) await SaveAsync(store);
        }
        finally
        {
            server.Stop(() => whole = store.CommitLast());
        }
        log.LogInformation("Stopped");
        return whole;
    }

    private static async Task SaveAsync(Store store)
    {
        await store.Saves.WaitAsync();
        if (store.Saves.TryBegin(rewrite: false, out Task save)) await save;
    }
}
