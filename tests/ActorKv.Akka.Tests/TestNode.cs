// An actor system with ActorKv in it: alone with a journal in memory, or a node of a cluster over one SQLite file.

using System.Net;
using ActorKv.Akka.Persistence;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;

namespace ActorKv.Akka.Tests;

internal sealed class TestNode : IAsyncDisposable
{
    private const string Quiet = """
        akka {
          loglevel = ERROR
          stdout-loglevel = OFF
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          # By default snapshots are files in the working directory, which all nodes would find.
          persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        }
        actorkv { key-shards = 16, tcp.port = 0 }
        """;

    private TestNode(ActorSystem system)
    {
        System = system;
        Kv = ActorKvExtension.Get(system);
    }

    public ActorSystem System { get; }

    public ActorKvExtension Kv { get; }

    public static async Task<TestNode> StandaloneAsync(string changes = "")
    {
        Config config = ConfigurationFactory.ParseString(changes).WithFallback(ConfigurationFactory.ParseString(Quiet));
        TestNode node = new(ActorSystem.Create("standalone", config));
        await node.Kv.ListenAsync();
        return node;
    }

    /// <summary>Joins the cluster of <paramref name="seed"/>, or begins one. Done when it is up.</summary>
    /// <param name="file">The SQLite file that all nodes have.</param>
    /// <param name="seed">A node of the cluster, or null.</param>
    public static async Task<TestNode> ClusterAsync(string file, TestNode? seed = null)
    {
        Config config = ConfigurationFactory.ParseString(ClusterConfig(file)).WithFallback(ConfigurationFactory.ParseString(Quiet));
        TestNode node = new(ActorSystem.Create("cluster", config));
        Cluster cluster = Cluster.Get(node.System);
        TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        cluster.Join(seed is null ? cluster.SelfAddress : Cluster.Get(seed.System).SelfAddress);
        await up.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await node.Kv.ListenAsync();
        return node;
    }

    public Task<RespConnection> ConnectAsync() => RespConnection.OpenAsync(Kv.Address as IPEndPoint ?? throw new InvalidOperationException("The node does not listen."));

    /// <summary>Leaves the cluster in order: what runs is answered, and key shards move away.</summary>
    public Task LeaveAsync() => CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Ends at once, as a process that is killed does as seen from the others, but for its sockets.</summary>
    public async Task KillAsync()
    {
        ((ExtendedActorSystem)System).Abort();
        await System.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync() => await System.Terminate().WaitAsync(TimeSpan.FromSeconds(60));

    private static string ClusterConfig(string file) => $$"""
        akka {
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          cluster {
            min-nr-of-members = 1
            sharding { state-store-mode = ddata, rebalance-interval = 500ms, distributed-data.durable.keys = [] }
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            split-brain-resolver { active-strategy = keep-oldest, stable-after = 3s, keep-oldest.down-if-alone = off }
            failure-detector.acceptable-heartbeat-pause = 5s
          }
          persistence {
            journal {
              plugin = "akka.persistence.journal.sql"
              sql { class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql", connection-string = "{{Connection(file)}}", provider-name = "SQLite.MS", parallelism = 1 }
            }
            snapshot-store {
              plugin = "akka.persistence.snapshot-store.sql"
              sql { class = "Akka.Persistence.Sql.Snapshot.SqlSnapshotStore, Akka.Persistence.Sql", connection-string = "{{Connection(file)}}", provider-name = "SQLite.MS" }
            }
          }
        }
        """;

    private static string Connection(string file) => $"Data Source={file};Default Timeout=30";
}
