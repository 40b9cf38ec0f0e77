// With KVTEST_INSTEAD=Cluster every test that starts an ActorKv gets a node of a cluster of three instead, and the rest of the suite is what it was: does
// a client notice? tests/on_a_cluster.sh runs it so, without what exceptions.txt excludes.
//
// The directory that a test names stands for the data, as on a server that stands alone: whoever starts on it again gets the database that belongs to it.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Journal.Contract;

namespace ActorKv.Acceptance.Tests.Cluster;

internal static class ClusterInstead
{
    private static readonly Dictionary<string, string> s_databases = [];

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Before any test starts a server; tests are no library.")]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("KVTEST_INSTEAD") != "Cluster") return;
        RespServer.Instead = static (directory, options) =>
        {
            TestCluster cluster = Start(directory, options);
            return (cluster.Nodes[0].Server, cluster);
        };
    }

    private static TestCluster Start(string directory, string[] options)
    {
        TestPostgres postgres = TestPostgres.Shared;
        lock (s_databases)
        {
            if (!s_databases.TryGetValue(directory, out string? database))
                s_databases.Add(directory, database = postgres.CreateDatabaseAsync().GetAwaiter().GetResult());
            return TestCluster.StartOn(postgres, database, directory, options);
        }
    }
}
