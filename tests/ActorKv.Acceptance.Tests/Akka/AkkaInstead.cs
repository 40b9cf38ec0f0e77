// With KVTEST_INSTEAD=Akka every test that starts an ActorKv gets a node of an Akka.NET application instead, over SQLite, and the rest of the suite is
// what it was. tests/on_akka.sh runs it so, without what exceptions.txt excludes.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Akka;

internal static class AkkaInstead
{
    // More than one, so that commands over all key shards have several to ask.
    private const string KeyShards = "actorkv.key-shards=4";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Before any test starts a server; tests are no library.")]
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("KVTEST_INSTEAD") != "Akka") return;
        RespServer.Instead = static (directory, options) =>
            (RespServer.Node(TestPaths.AkkaNode.Executable, port => Arguments(port, directory, options)).Start(), Whole: null);
    }

    // Directives of redis.conf are settings of an actor system.
    private static string[] Arguments(int port, string directory, string[] options)
    {
        string journal = $"connection-string=\"Data Source={directory}/actorkv.db\"";
        IEnumerable<string> settings = options.Chunk(2).Select(static option => $"actorkv.settings.{option[0].TrimStart('-')}=\"{option[1]}\"");
        return
        [
            TestPaths.AkkaNode.Configuration, $"actorkv.tcp.port={port}", KeyShards,
            $"akka.persistence.journal.sql.{journal}", $"akka.persistence.snapshot-store.sql.{journal}", .. settings,
        ];
    }
}
