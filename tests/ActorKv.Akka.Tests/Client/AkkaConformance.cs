// What serves IActorKv from an Akka.NET host, held to the promises of every IActorKv: the client in the process, and the TCP client at the host's port.
// One node for all tests of a class, which empty it first. What the host has not is refused, with the reason, and that is the promise then.

using System.Net;
using ActorKv.Client.Tests.Conformance;

namespace ActorKv.Akka.Tests.Client;

public sealed class AkkaConformance(AkkaConformance.Node node) : KvConformance, IClassFixture<AkkaConformance.Node>
{
    protected override bool HasChanges => false;

    protected override Task<IActorKv> OpenAsync() => Task.FromResult(node.Kv);

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
    protected override bool HasChanges => false;

    protected override async Task<IActorKv> OpenAsync() => await ActorKvConnection.ConnectAsync(new ActorKvConnectionOptions { Host = "127.0.0.1", Port = node.Port });

    // The TCP client ends a wait by CLIENT UNBLOCK, which this host has not: then it closes the wait's connection, and says what that means.
    [Fact]
    public override async Task A_wait_that_is_cancelled_takes_nothing_afterwards()
    {
        using CancellationTokenSource cancel = new();
        Task<KvPopped<string>?> popped = Kv.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        await cancel.CancelAsync();
        Assert.True(EndsWait(await Record.ExceptionAsync(() => popped)));
    }

    [Fact]
    public override async Task A_wait_that_is_cancelled_while_it_is_served_loses_no_element()
    {
        bool mayBeLost = false;
        for (int i = 0; i < 20; i++)
        {
            using CancellationTokenSource cancel = new();
            Task<KvPopped<long>?> popped = Kv.BLPopAsync<long>(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
            Task cancelling = cancel.CancelAsync();
            await Kv.RPushAsync("list", i);
            await cancelling;
            Exception? failure = await Record.ExceptionAsync(() => popped);
            long? element = failure is null ? (await popped)!.Value.Value : await Kv.LPopAsync<long?>("list");
            // It may be lost to a wait whose end was not known, but not in silence.
            mayBeLost |= failure is KvConnectionException { OutcomeUnknown: true };
            Assert.True(element == i || (element is null && mayBeLost));
        }
    }

    [Fact]
    public override async Task A_session_serves_after_a_wait_that_was_cancelled()
    {
        await using IKvSession session = await Kv.OpenSessionAsync();
        using CancellationTokenSource cancel = new();
        Task<KvPopped<string>?> popped = session.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        await cancel.CancelAsync();
        Assert.True(EndsWait(await Record.ExceptionAsync(() => popped)));
        await Assert.ThrowsAsync<KvConnectionException>(async () => await session.SetAsync("k", "v"));
    }

    // Cancelled before it was sent, or with its connection.
    private static bool EndsWait(Exception? failure) => failure is OperationCanceledException or KvConnectionException { OutcomeUnknown: true };
}
