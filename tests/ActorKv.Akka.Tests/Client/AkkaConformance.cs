// The in-process client of the Akka.NET host, held to the promises of every IActorKv: one node for all tests, which empty it first.

using ActorKv.Client.Tests.Conformance;

namespace ActorKv.Akka.Tests.Client;

public sealed class AkkaConformance(AkkaConformance.Node node) : KvConformance, IClassFixture<AkkaConformance.Node>
{
    private const string NoFeed = "An Akka.NET host has no change feed: the events are in the journal of Akka.Persistence";

    protected override Task<IActorKv> OpenAsync() => Task.FromResult(node.Kv);

    [Fact(Skip = NoFeed)]
    public override Task Changes_come_in_the_order_of_the_journal() => base.Changes_come_in_the_order_of_the_journal();

    [Fact(Skip = NoFeed)]
    public override Task Changes_to_come_are_waited_for_and_resumed_by_their_position() => base.Changes_to_come_are_waited_for_and_resumed_by_their_position();

    public sealed class Node : IAsyncLifetime
    {
        private TestNode? _node;

        public IActorKv Kv => _node!.Kv.Kv;

        public async Task InitializeAsync() => _node = await TestNode.StandaloneAsync("actorkv.tcp.port = off");

        public async Task DisposeAsync() => await _node!.DisposeAsync();
    }
}
