// A cluster of three nodes for all tests of a class. Made when the first of them asks, so that it is not when they are all skipped.

namespace ActorKv.Acceptance.Tests.Cluster;

public sealed class SharedCluster : IDisposable
{
    private readonly Lazy<TestCluster> _cluster = new(static () => TestCluster.StartAsync().GetAwaiter().GetResult());

    internal TestCluster Cluster => _cluster.Value;

    public void Dispose()
    {
        if (_cluster.IsValueCreated) _cluster.Value.Dispose();
    }
}
