// A node of a cluster: its process, and its way to the database.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class TestNode : IDisposable
{
    public TestNode(string directory, int postgres, string database, string[] options)
    {
        Directory.CreateDirectory(directory);
        Database = new TcpProxy(postgres);
        string connection = new Npgsql.NpgsqlConnectionStringBuilder(database) { Host = "127.0.0.1", Port = Database.Port }.ConnectionString;
        Server = RespServer.ActorKv(directory, ["--bind", "127.0.0.1", "--cluster-enabled", "yes", "--cluster-port", $"{RespServer.FreePort()}", "--postgres", connection, .. options]);
    }

    public RespServer Server { get; }

    /// <summary>Its way to the database.</summary>
    public TcpProxy Database { get; }

    public override string ToString() => $"the node at port {Server.Port}";

    public void Dispose()
    {
        Server.Dispose();
        Database.Dispose();
    }
}
