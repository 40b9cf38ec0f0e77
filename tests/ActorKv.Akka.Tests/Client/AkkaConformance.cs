// What serves IActorKv from an Akka.NET host, held to the promises of every IActorKv: the client in the process, and the TCP client at the host's port.
// One node for all tests of a class, which empty it first.

using System.Net;
using ActorKv.Client.Tests.Conformance;

namespace ActorKv.Akka.Tests.Client;

public sealed class AkkaConformance(AkkaConformance.Node node) : KvConformance, IClassFixture<AkkaConformance.Node>
{
    internal const string NoFeed = "An Akka.NET host has no change feed: the events are in the journal of Akka.Persistence";

    protected override Task<IActorKv> OpenAsync() => Task.FromResult(node.Kv);

    [Fact(Skip = NoFeed)]
    public override Task Changes_come_in_the_order_of_the_journal() => base.Changes_come_in_the_order_of_the_journal();

    [Fact(Skip = NoFeed)]
    public override Task Changes_to_come_are_waited_for_and_resumed_by_their_position() => base.Changes_to_come_are_waited_for_and_resumed_by_their_position();

    public sealed class Node : IAsyncLifetime
    {
        private TestNode? _node;

        public int Port => ((IPEndPoint)_node!.Kv.Address!).Port;

        public IActorKv Kv => _node!.Kv.Kv;

        public async Task InitializeAsync() => _node = await TestNode.StandaloneAsync();

        public async Task DisposeAsync() => await _node!.DisposeAsync();
    }
}

public sealed class AkkaTcpConformance(AkkaConformance.Node node) : KvConformance, IClassFixture<AkkaConformance.Node>
{
    private const string NoUnblock = "The TCP client ends a wait by CLIENT UNBLOCK, which an Akka.NET host has not: it closes the connection";

    protected override async Task<IActorKv> OpenAsync() => await ActorKvConnection.ConnectAsync(new ActorKvConnectionOptions { Host = "127.0.0.1", Port = node.Port });

    [Fact(Skip = AkkaConformance.NoFeed)]
    public override Task Changes_come_in_the_order_of_the_journal() => base.Changes_come_in_the_order_of_the_journal();

    [Fact(Skip = AkkaConformance.NoFeed)]
    public override Task Changes_to_come_are_waited_for_and_resumed_by_their_position() => base.Changes_to_come_are_waited_for_and_resumed_by_their_position();

    [Fact(Skip = NoUnblock)]
    public override Task A_wait_that_is_cancelled_takes_nothing_afterwards() => base.A_wait_that_is_cancelled_takes_nothing_afterwards();

    [Fact(Skip = NoUnblock)]
    public override Task A_wait_that_is_cancelled_while_it_is_served_loses_no_element() => base.A_wait_that_is_cancelled_while_it_is_served_loses_no_element();

    [Fact(Skip = NoUnblock)]
    public override Task A_session_serves_after_a_wait_that_was_cancelled() => base.A_session_serves_after_a_wait_that_was_cancelled();

    [Fact]
    public async Task A_wait_that_is_cancelled_ends_with_its_connection()
    {
        using CancellationTokenSource cancel = new();
        Task<KvPopped<string>?> popped = Kv.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => popped.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(popped.IsCompleted);
    }
}
