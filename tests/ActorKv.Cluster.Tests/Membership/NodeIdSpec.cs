using ActorKv.Cluster.Membership;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Cluster.Tests.Membership;

public sealed class NodeIdSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorkv-node-id-");

    [Fact]
    public void It_is_40_hexadecimal_digits_and_stays_with_its_directory()
    {
        string directory = Path.Combine(_folder.FullName, "data"), id = NodeId.Load(directory, NullLogger.Instance);
        Assert.Matches("^[0-9a-f]{40}$", id);
        Assert.Equal(id, NodeId.Load(directory, NullLogger.Instance));
        Assert.NotEqual(id, NodeId.Load(_folder.FullName, NullLogger.Instance));
    }

    [Fact]
    public void A_file_that_holds_something_else_is_replaced()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "node-id"), "what");
        string id = NodeId.Load(_folder.FullName, NullLogger.Instance);
        Assert.Equal(id, NodeId.Load(_folder.FullName, NullLogger.Instance));
    }

    [Fact]
    public void Where_nothing_can_be_kept_a_node_has_an_id_nevertheless()
    {
        string file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        Assert.Matches("^[0-9a-f]{40}$", NodeId.Load(Path.Combine(file, "below"), NullLogger.Instance));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
