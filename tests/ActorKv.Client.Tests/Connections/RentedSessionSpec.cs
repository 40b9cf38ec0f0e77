// Commands that wait for their keys, each on a connection of its own: how they end.

namespace ActorKv.Client.Tests.Connections;

public sealed class RentedSessionSpec : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_wait_is_cancelled_by_asking_the_server_to_end_it()
    {
        using CancellationTokenSource cancel = new();
        await using Wait wait = await BeginWaitAsync(cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal("CLIENT UNBLOCK 42", await wait.Shared.ReadAsync());
        await wait.Shared.SendAsync(":1\r\n");
        await wait.Rented.SendAsync("_\r\n");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.Popped);
    }

    [Fact]
    public async Task A_wait_that_was_served_when_it_was_cancelled_gives_its_element()
    {
        using CancellationTokenSource cancel = new();
        await using Wait wait = await BeginWaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await wait.Shared.ReadAsync();
        await wait.Shared.SendAsync(":0\r\n");
        await wait.Rented.SendAsync("*2\r\n$4\r\nlist\r\n$1\r\ne\r\n");
        Assert.Equal(new KvPopped<string>("list", "e"), await wait.Popped);
    }

    [Fact]
    public async Task A_wait_that_the_server_will_not_end_is_ended_with_its_connection_and_says_that_its_outcome_is_unknown()
    {
        using CancellationTokenSource cancel = new();
        await using Wait wait = await BeginWaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await wait.Shared.ReadAsync();
        await wait.Shared.SendAsync("-NOPERM no\r\n");
        Assert.True((await Assert.ThrowsAsync<KvConnectionException>(() => wait.Popped)).OutcomeUnknown);
        await wait.Rented.WaitForCloseAsync();
    }

    [Fact]
    public async Task A_connection_that_has_waited_is_used_again()
    {
        await using Wait wait = await BeginWaitAsync();
        await wait.Rented.SendAsync("*2\r\n$4\r\nlist\r\n$1\r\ne\r\n");
        await wait.Popped;
        Task<KvPopped<string>?> second = wait.Connection.BLPopAsync(["list"], TimeSpan.FromSeconds(2.5)).AsTask();
        Assert.Equal("BLPOP list 2.5", await wait.Rented.ReadAsync());
        await wait.Rented.SendAsync("_\r\n");
        Assert.Null(await second);
    }

    [Fact]
    public async Task A_disposed_connection_ends_the_waits_on_other_connections()
    {
        await using Wait wait = await BeginWaitAsync();
        await wait.Connection.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<KvConnectionException>(() => wait.Popped)).OutcomeUnknown);
    }

    private async Task<Wait> BeginWaitAsync(CancellationToken cancellation = default)
    {
        (ActorKvConnection connection, FakePeer shared) = await _server.ConnectAsync();
        Task<KvPopped<string>?> popped = connection.BLPopAsync(["list"], Timeout.InfiniteTimeSpan, cancellation).AsTask();
        FakePeer rented = await _server.GreetAsync(id: 42);
        Assert.Equal("BLPOP list 0", await rented.ReadAsync());
        return new(connection, shared, rented, popped);
    }

    // A command that waits on a connection of its own, which the server knows as client 42.
    private sealed record Wait(ActorKvConnection Connection, FakePeer Shared, FakePeer Rented, Task<KvPopped<string>?> Popped) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Rented.Dispose();
            await Connection.DisposeAsync();
        }
    }
}
