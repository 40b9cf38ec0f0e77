// Commands that wait for their keys, each on a connection of its own: how they end.

namespace ActorKv.Client.Tests.Connections;

public sealed class RentedSessionSpec : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_wait_is_cancelled_by_asking_the_server_to_end_it()
    {
        (ActorKvConnection connection, FakePeer shared) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        using CancellationTokenSource cancel = new();
        Task<KvPopped<string>?> popped = connection.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        using FakePeer rented = await _server.GreetAsync(id: 42);
        Assert.Equal("BLPOP list 0", await rented.ReadAsync());
        await cancel.CancelAsync();
        Assert.Equal("CLIENT UNBLOCK 42", await shared.ReadAsync());
        await shared.SendAsync(":1\r\n");
        await rented.SendAsync("_\r\n");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => popped);
    }

    [Fact]
    public async Task A_wait_that_was_served_when_it_was_cancelled_gives_its_element()
    {
        (ActorKvConnection connection, FakePeer shared) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        using CancellationTokenSource cancel = new();
        Task<KvPopped<string>?> popped = connection.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        using FakePeer rented = await _server.GreetAsync(id: 42);
        await rented.ReadAsync();
        await cancel.CancelAsync();
        await shared.ReadAsync();
        await shared.SendAsync(":0\r\n");
        await rented.SendAsync("*2\r\n$4\r\nlist\r\n$1\r\ne\r\n");
        Assert.Equal(new KvPopped<string>("list", "e"), await popped);
    }

    [Fact]
    public async Task A_wait_that_the_server_will_not_end_is_ended_with_its_connection_and_says_that_its_outcome_is_unknown()
    {
        (ActorKvConnection connection, FakePeer shared) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        using CancellationTokenSource cancel = new();
        Task<KvPopped<string>?> popped = connection.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        using FakePeer rented = await _server.GreetAsync(id: 42);
        await rented.ReadAsync();
        await cancel.CancelAsync();
        await shared.ReadAsync();
        await shared.SendAsync("-NOPERM no\r\n");
        Assert.True((await Assert.ThrowsAsync<KvConnectionException>(() => popped)).OutcomeUnknown);
        await rented.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_connection_that_has_waited_is_used_again()
    {
        (ActorKvConnection connection, _) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        Task<KvPopped<string>?> first = connection.BLPopAsync(["list"], Timeout.InfiniteTimeSpan).AsTask();
        using FakePeer rented = await _server.GreetAsync(id: 42);
        await rented.ReadAsync();
        await rented.SendAsync("*2\r\n$4\r\nlist\r\n$1\r\ne\r\n");
        await first;
        Task<KvPopped<string>?> second = connection.BLPopAsync(["list"], TimeSpan.FromSeconds(2.5)).AsTask();
        Assert.Equal("BLPOP list 2.5", await rented.ReadAsync());
        await rented.SendAsync("_\r\n");
        Assert.Null(await second);
    }

    [Fact]
    public async Task A_disposed_connection_ends_the_waits_on_other_connections()
    {
        (ActorKvConnection connection, _) = await _server.ConnectAsync();
        Task<KvPopped<string>?> popped = connection.BLPopAsync(["list"], Timeout.InfiniteTimeSpan).AsTask();
        using FakePeer rented = await _server.GreetAsync(id: 42);
        await rented.ReadAsync();
        await connection.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<KvConnectionException>(() => popped)).OutcomeUnknown);
    }
}
