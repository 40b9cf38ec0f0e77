using ActorKv.Cluster.Links;
using ActorKv.Cluster.Routing;
using ActorKv.Cluster.Tests.Testing;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Sessions;

namespace ActorKv.Cluster.Tests.Links;

public sealed class LinkSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(nodes: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    // What was in flight may come back, to be sent again: it would be executed behind what had gone over the new connection.
    [Fact]
    public void Nothing_goes_behind_what_was_sent_before_the_link_broke()
    {
        TestNode node = _cluster.Nodes[0];
        using LocalSession session = new(node.Store);
        ClusterRouter router = new(node.Links, session.Session);
        // Nobody waits for the answers.
        router.Close();
        Lane lane = new(shard: 0, incarnation: 0);
        FakeLink link = new(node.Member);
        link.Connect();
        Forwarded first = NewRequest(), second = NewRequest(), third = NewRequest();
        Assert.True(link.TrySend(first, isFresh: true, opening: null));
        lane.OnSent(first);
        Assert.True(link.TrySend(second, isFresh: false, lane.Opening));
        lane.OnSent(second);
        link.Disconnect();
        Assert.False(link.TrySend(third, isFresh: false, lane.Opening));
        link.Connect();
        Assert.False(link.TrySend(third, isFresh: false, lane.Opening));
        Assert.True(link.TrySend(third, isFresh: true, opening: null));
        Assert.Equal((1, 2), (second.Opening, third.Opening));

        Forwarded NewRequest() => new(router, lane, new SessionFacts([], 0, 2, NoTouch: false), [], 1);
    }

    private sealed class FakeLink(ClusterMember member) : Link(member)
    {
        public override bool IsFull => false;

        public void Connect() => Open();

        public void Disconnect() => Break(left: 0);

        protected override long Transmit(LinkFrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body) => 0;
    }
}
