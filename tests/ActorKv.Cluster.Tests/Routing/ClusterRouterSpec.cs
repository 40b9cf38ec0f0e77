using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Cluster.Links;
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

    [Fact]
    public async Task Links_that_are_closed_are_remembered_by_no_session()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(nodes: 4);
        TestNode node = cluster.Nodes[0];
        Func<Session, IShardRouter> make = node.Store.NewRouter!;
        ClusterRouter router = null!;
        node.Store.NewRouter = session => router = (ClusterRouter)make(session);
        TestClient client = cluster.Connect(0);
        foreach (int other in (int[])[1, 2]) await client.Run($"SET {cluster.KeyOf(other)} v");
        Assert.Equal(2, router.LinksInUse);
        NodeLink[] gone = [.. node.Links.ToOthers.Values.Where(link => link.Member != cluster.Nodes[3].Member)];
        node.Links.Loop.Post(() => Array.ForEach(gone, static link => link.Retire()));
        await Eventually.Holds(() => !Array.Exists(gone, static link => link.IsOpen));
        await client.Run($"SET {cluster.KeyOf(3)} v");
        Assert.Equal(1, router.LinksInUse);
    }
}
