using ActorKv.Cluster.Routing;
using ActorKv.Cluster.Tests.Testing;
using ActorKv.Core.Commands;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Tests.Routing;

public sealed class ClusterRouterSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(nodes: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public void What_was_run_in_an_earlier_life_of_the_node_is_not_told()
    {
        TestNode node = _cluster.Nodes[0];
        using LocalSession session = new(node.Store);
        ClusterRouter router = new(node.Links, session.Session);
        Command get = node.Store.Commands.Find("GET"u8)!;
        Assert.False(router.Forward(_cluster.ShardOf("k"), get, Request.Of("GET"u8.ToArray(), "k"u8.ToArray()), ForwardKind.Plain));
        Assert.True(router.MayAnswer);
        node.HoldsLease = false;
        Assert.False(router.MayAnswer);
        node.HoldsLease = true;
        node.NextLife = node.Member with { Incarnation = 9 };
        Assert.False(router.MayAnswer);
    }
}
