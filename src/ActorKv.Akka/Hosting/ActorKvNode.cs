// ActorKv on one node of an actor system, from its start to its end.
//
//   store (sessions, and the states of the key shards that are here) ─ region (where key shards are) ─ front (clients) ─ RESP port
//
// It ends with the actor system, in the phases of CoordinatedShutdown: first nobody is accepted any more, then the key shards move away or stop, having
// answered what they had begun, and at last the store goes.

using System.Net;
using ActorKv.Akka.Client;
using ActorKv.Akka.Front;
using ActorKv.Akka.KeyShards;
using ActorKv.Akka.Persistence;
using ActorKv.Akka.PubSub;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Scripting;
using Akka;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Persistence.Sql.Config;
using Microsoft.Extensions.Logging;

namespace ActorKv.Akka.Hosting;

internal sealed class ActorKvNode : IAsyncDisposable
{
    private const string RegionName = "actorkv";
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _system;
    private readonly LuaScriptEngine _scripts = new();
    private FrontServer? _server;

    public ActorKvNode(ActorSystem system, ActorKvOptions options, TimeProvider time, ILogger log)
    {
        options.Validate();
        _system = system;
        Options = options;
        Store = new Store(Parameters(options), new NoJournal(), new NoSnapshots(), CommandTables.CreateKeyCommands().AddEngineCommands(), time, log);
        Store.Scripts.Engine = _scripts;
        Store.OpenByShards();
        system.ActorOf(Props.Create(() => new DeadRequests()), "actorkv-dead-requests");
        if (ActorKvPersistence.SetupFor(system.Settings.Config) is not null && !system.Settings.Setup.Get<DataOptionsSetup>().HasValue)
            log.LogWarning("The journal is SQLite, and ActorKvPersistence.SqliteSetup was not given to the actor system: every event is a transaction of its own");
        bool isCluster = ((ExtendedActorSystem)system).Provider is global::Akka.Cluster.IClusterActorRefProvider;
        Region = isCluster ? StartRegion() : system.ActorOf(LocalShards.Props(KeyShard), "actorkv-key-shards");
        if (isCluster) RequireReplayOfEverything(system.Settings.Config, options.Journal);
        string name = isCluster ? global::Akka.Cluster.Cluster.Get(system).SelfUniqueAddress.ToString() : $"{system.Name}-{Guid.NewGuid():N}";
        if (isCluster) Store.PubSub.Relay = new ClusterRelay(system, Store, name);
        Front = new FrontNode(system, Store, Region, name, options.RequestTimeout);
        Kv = new AkkaKv(system, Front);
        PlanEnd(isCluster);
    }

    public ActorKvOptions Options { get; }

    public Store Store { get; }

    public IActorRef Region { get; }

    public FrontNode Front { get; }

    public IActorKv Kv { get; }

    /// <summary>Where RESP clients connect to; null when nothing listens.</summary>
    public EndPoint? Address => _server?.Address;

    /// <summary>Begins to listen, if the options say where.</summary>
    public async Task ListenAsync()
    {
        if (Options.Port is not { } port || _server is not null) return;
        _server = await FrontServer.StartAsync(_system, Front, Options.Host, port, Options.Backlog);
        Store.Log.LogInformation("Ready: ActorKv listens on {Address}", _server.Address);
    }

    /// <summary>When the actor system has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _server?.EndLoops();
        await Store.DisposeAsync();
        _scripts.Dispose();
    }

    private static ServerParameters Parameters(ActorKvOptions options)
    {
        // There is no save of all key shards at once. The other half of the processors is for the actors of key shards.
        int loops = Math.Clamp(Environment.ProcessorCount / 2, 1, 128);
        ServerParameters parameters = new(new ServerOptions { KeyShards = options.KeyShards, Databases = options.Databases, IoThreads = loops, Save = [] });
        foreach ((string name, string value) in options.Settings)
            if (!parameters.TryLoad(name, [value], out string error)) throw new ConfigurationException($"actorkv.settings.{name}: {error}");
        return parameters;
    }

    // What a key shard has persisted on one node, moved away and come back, is no leftover of an old writer: see hocon/persistence.conf.
    private static void RequireReplayOfEverything(Config config, string journal)
    {
        string plugin = journal.Length > 0 ? journal : config.GetString("akka.persistence.journal.plugin", "");
        string mode = config.GetString($"{plugin}.replay-filter.mode", config.GetString("akka.persistence.journal-plugin-fallback.replay-filter.mode", "repair-by-discard-old"));
        if (plugin.Length > 0 && mode is not ("off" or "warn"))
            throw new ConfigurationException($"{plugin}.replay-filter.mode is {mode}, which throws away what a key shard has written after it came back to a node: set it to off.");
    }

    private Props KeyShard(int number) => KeyShardActor.SupervisedProps(Store, number, Options.ForKeyShards());

    private IActorRef StartRegion()
    {
        ClusterSharding sharding = ClusterSharding.Get(_system);
        ClusterShardingSettings settings = ClusterShardingSettings.Create(_system)
            .WithRole(Options.Role.Length > 0 ? Options.Role : null)
            .WithRememberEntities(false)
            .WithPassivateIdleAfter(TimeSpan.Zero);
        ShardExtractor extractor = new();
        bool hosts = Options.Role.Length == 0 || global::Akka.Cluster.Cluster.Get(_system).SelfRoles.Contains(Options.Role);
        return hosts
            ? sharding.Start(RegionName, id => KeyShard(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)), settings, extractor, sharding.DefaultShardAllocationStrategy(settings), StopKeyShard.Instance)
            : sharding.StartProxy(RegionName, Options.Role, extractor);
    }

    private void PlanEnd(bool isCluster)
    {
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "actorkv-unbind", async () =>
        {
            if (_server is { } server) await server.UnbindAsync();
            return Done.Instance;
        });
        if (!isCluster)
        {
            shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "actorkv-stop-key-shards", async () =>
            {
                await Region.GracefulStop(s_stopTimeout, StopKeyShard.Instance);
                return Done.Instance;
            });
        }
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "actorkv-close-clients", async () =>
        {
            if (_server is { } server) await server.DisposeAsync();
            return Done.Instance;
        });
        _ = _system.WhenTerminated.ContinueWith(_ => DisposeAsync().AsTask(), TaskScheduler.Default);
    }
}
