// What can happen to a cluster. Each fault strikes while clients work, waits until the others serve everything, and heals.

using ActorKv.Journal.Contract;

namespace ActorKv.Acceptance.Tests.Cluster;

internal enum Fault
{
    /// <summary>kill -9 of a node, which is started again.</summary>
    Kill,

    /// <summary>SIGSTOP of a node until its key shards are served by others; then it goes on, and does not know that it slept.</summary>
    Pause,

    /// <summary>A node loses its connections to the database, and gets no new ones.</summary>
    CutOff,

    /// <summary>A node's connections to the database fall silent.</summary>
    Silence,

    /// <summary>SIGTERM of a node: it hands its key shards over. It is started again, and gets some back.</summary>
    Leave,

    /// <summary>The database is stopped at once, as by a crash, and started again.</summary>
    DatabaseCrash,
}

internal static class FaultExtensions
{
    /// <summary>Lets it happen to a node, or to the database.</summary>
    public static void Strike(this Fault fault, TestCluster cluster, TestNode node)
    {
        switch (fault)
        {
            case Fault.Kill:
                node.Server.Kill();
                cluster.WaitUntilWhole(without: node);
                node.Server.Start();
                break;
            case Fault.Pause:
                node.Server.Pause();
                cluster.WaitUntilWhole(without: node);
                node.Server.Resume();
                break;
            case Fault.CutOff:
                node.Database.Cut();
                cluster.WaitUntilWhole(without: node);
                node.Database.Restore();
                break;
            case Fault.Silence:
                node.Database.Silence();
                cluster.WaitUntilWhole(without: node);
                node.Database.Restore();
                break;
            case Fault.Leave:
                Assert.Equal(0, node.Server.Terminate());
                cluster.WaitUntilWhole(without: node);
                node.Server.Start();
                break;
            default:
                cluster.Postgres.Restart(PostgresStop.Immediate);
                break;
        }
        cluster.WaitUntilWhole();
    }
}
