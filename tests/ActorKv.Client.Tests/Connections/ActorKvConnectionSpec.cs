// What happens on the way: lost connections, replies that do not come, limits, subscriptions.

using ActorKv.Engine.Tests;

namespace ActorKv.Client.Tests.Connections;

public sealed class ActorKvConnectionSpec : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Commands_are_pipelined_and_replies_find_their_callers()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        Task<string?> first = connection.GetAsync("a").AsTask(), second = connection.GetAsync("b").AsTask();
        Assert.Equal("GET a", await peer.ReadAsync());
        Assert.Equal("GET b", await peer.ReadAsync());
        await peer.SendAsync("$1\r\n1\r\n$");
        Assert.Equal("1", await first);
        await peer.SendAsync("1\r\n2\r\n");
        Assert.Equal("2", await second);
    }

    [Fact]
    public async Task A_command_in_flight_when_the_connection_is_lost_has_an_unknown_outcome_and_is_not_sent_again()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        Task<long> sum = connection.IncrAsync("n").AsTask();
        Assert.Equal("INCR n", await peer.ReadAsync());
        peer.Dispose();
        KvConnectionException lost = await Assert.ThrowsAsync<KvConnectionException>(() => sum);
        Assert.True(lost.OutcomeUnknown);
        Assert.Equal("CONNECTION", lost.Code);

        // The next one goes through the next connection, alone.
        Task<string?> value = connection.GetAsync("k").AsTask();
        using FakePeer next = await _server.GreetAsync();
        Assert.Equal("GET k", await next.ReadAsync());
        await next.SendAsync("$1\r\nv\r\n");
        Assert.Equal("v", await value);
        Assert.True(next.IsQuiet);
        Assert.NotNull(connection.LastFailure);
    }

    [Fact]
    public async Task Commands_issued_while_the_connection_is_down_are_sent_in_order_when_it_is_back()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        Task<long> lost = connection.IncrAsync("n").AsTask();
        await peer.ReadAsync();
        peer.Dispose();
        await Assert.ThrowsAsync<KvConnectionException>(() => lost);
        Task[] waiting = [.. Enumerable.Range(0, 3).Select(i => connection.SetAsync("k", i).AsTask())];
        using FakePeer next = await _server.GreetAsync();
        for (int i = 0; i < 3; i++) Assert.Equal($"SET k {i}", await next.ReadAsync());
        await next.SendAsync("+OK\r\n+OK\r\n+OK\r\n");
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_reply_that_does_not_come_in_time_ends_the_connection()
    {
        ManualTime time = new();
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync(options => options with { TimeProvider = time });
        await using ActorKvConnection disposed = connection;
        Task<long> sum = connection.IncrAsync("n").AsTask();
        await peer.ReadAsync();
        Pass(time, seconds: 13);
        KvConnectionException late = await Assert.ThrowsAsync<KvConnectionException>(() => sum);
        Assert.True(late.OutcomeUnknown);
        Assert.IsType<TimeoutException>(late.InnerException);
    }

    [Fact]
    public async Task A_command_waits_for_a_connection_no_longer_than_its_timeout()
    {
        ManualTime time = new();
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync(options =>
            options with { TimeProvider = time, ReconnectDelay = TimeSpan.FromHours(1), MaxReconnectDelay = TimeSpan.FromHours(1) });
        await using ActorKvConnection disposed = connection;
        Task<long> lost = connection.IncrAsync("n").AsTask();
        await peer.ReadAsync();
        peer.Dispose();
        await Assert.ThrowsAsync<KvConnectionException>(() => lost);
        while (connection.IsConnected) await Task.Yield();
        Task<long> waiting = connection.IncrAsync("n").AsTask();
        Pass(time, seconds: 5);
        Assert.False(waiting.IsCompleted);
        Pass(time, seconds: 8);
        KvConnectionException down = await Assert.ThrowsAsync<KvConnectionException>(() => waiting);
        Assert.False(down.OutcomeUnknown);
    }

    [Fact]
    public async Task A_cancelled_command_keeps_its_place_so_that_others_get_their_own_replies()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        using CancellationTokenSource cancel = new();
        Task<string?> cancelled = connection.GetAsync("a", cancel.Token).AsTask();
        Task<string?> other = connection.GetAsync("b").AsTask();
        await peer.ReadAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await peer.SendAsync("$1\r\n1\r\n$1\r\n2\r\n");
        Assert.Equal("2", await other);
    }

    [Fact]
    public async Task No_more_commands_are_in_flight_than_allowed()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync(options => options with { MaxInFlight = 2 });
        await using ActorKvConnection disposed = connection;
        Task<string?>[] values = [.. Enumerable.Range(0, 5).Select(i => connection.GetAsync($"k{i}").AsTask())];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal($"GET k{i}", await peer.ReadAsync());
            if (i % 2 == 0 && i < 4) continue;
            Assert.True(peer.IsQuiet);
            await peer.SendAsync(i < 4 ? "$1\r\nv\r\n$1\r\nv\r\n" : "$1\r\nv\r\n");
        }
        Assert.All(await Task.WhenAll(values), value => Assert.Equal("v", value));
    }

    [Fact]
    public async Task Commands_beyond_what_may_wait_fail_at_once()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync(options => options with { MaxInFlight = 1, MaxWaitingBytes = 1000 });
        await using ActorKvConnection disposed = connection;
        Task<string?> inFlight = connection.GetAsync("first").AsTask();
        await peer.ReadAsync();
        Task<bool> waiting = connection.SetAsync("k", new byte[2000]).AsTask();
        KvConnectionException refused = await Assert.ThrowsAsync<KvConnectionException>(async () => await connection.GetAsync("k"));
        Assert.False(refused.OutcomeUnknown);
        await peer.SendAsync("$1\r\nv\r\n");
        Assert.Equal("v", await inFlight);
        Assert.StartsWith("SET k", await peer.ReadAsync(), StringComparison.Ordinal);
        await peer.SendAsync("+OK\r\n");
        Assert.True(await waiting);
    }

    [Theory]
    [InlineData("what is this\r\n")]
    [InlineData("+OK\r\n+nobody asked\r\n")]
    public async Task A_server_that_breaks_the_protocol_is_left(string bytes)
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        Task<bool> set = connection.SetAsync("k", "v").AsTask();
        await peer.ReadAsync();
        await peer.SendAsync(bytes);
        await peer.WaitForCloseAsync();
        await Task.WhenAny(set);
        using FakePeer next = await _server.GreetAsync();
        Assert.IsType<FormatException>(connection.LastFailure);
    }

    [Fact]
    public async Task What_is_subscribed_is_subscribed_again_by_the_next_connection_before_anything_else()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        ValueTask<IKvSubscription> subscribing = connection.SubscribeAsync("c", KvTopic.Pattern("p*"));
        Assert.Equal("SUBSCRIBE c", await peer.ReadAsync());
        Assert.Equal("PSUBSCRIBE p*", await peer.ReadAsync());
        await peer.SendAsync(">3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n>3\r\n$10\r\npsubscribe\r\n$2\r\np*\r\n:2\r\n");
        await using IKvSubscription subscription = await subscribing;
        Task<long> lost = connection.IncrAsync("n").AsTask();
        await peer.ReadAsync();
        peer.Dispose();
        await Assert.ThrowsAsync<KvConnectionException>(() => lost);
        Task<long> sum = connection.IncrAsync("n").AsTask();
        using FakePeer next = await _server.GreetAsync();
        Assert.Equal("SUBSCRIBE c", await next.ReadAsync());
        Assert.Equal("PSUBSCRIBE p*", await next.ReadAsync());
        Assert.Equal("INCR n", await next.ReadAsync());
        await next.SendAsync(">3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n>3\r\n$10\r\npsubscribe\r\n$2\r\np*\r\n:2\r\n:5\r\n");
        Assert.Equal(5, await sum);
        await next.SendAsync(">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$5\r\nhello\r\n");
        await foreach (KvMessage message in subscription)
        {
            Assert.Equal("hello", message.Text);
            break;
        }
        Assert.Equal("UNSUBSCRIBE c", await next.ReadAsync());
    }

    [Fact]
    public async Task A_subscription_that_is_refused_fails_and_disturbs_no_reply()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        await using ActorKvConnection disposed = connection;
        Task<IKvSubscription> subscribing = connection.SubscribeAsync("secret").AsTask();
        Task<long> sum = connection.IncrAsync("n").AsTask();
        await peer.ReadAsync();
        await peer.SendAsync("-NOPERM no\r\n");
        Assert.Equal("NOPERM", (await Assert.ThrowsAsync<KvException>(() => subscribing)).Code);
        await peer.ReadAsync();
        await peer.SendAsync(":1\r\n");
        Assert.Equal(1, await sum);
    }

    [Fact]
    public async Task A_disposed_connection_fails_what_waits_and_what_comes()
    {
        (ActorKvConnection connection, FakePeer peer) = await _server.ConnectAsync();
        Task<long> sum = connection.IncrAsync("n").AsTask();
        await peer.ReadAsync();
        await connection.DisposeAsync();
        Assert.True((await Assert.ThrowsAsync<KvConnectionException>(() => sum)).OutcomeUnknown);
        Assert.False((await Assert.ThrowsAsync<KvConnectionException>(async () => await connection.GetAsync("k"))).OutcomeUnknown);
        await Assert.ThrowsAsync<KvConnectionException>(async () => await connection.OpenSessionAsync());
        await connection.DisposeAsync();
    }

    // Step by step, for a timer that is due says what time it is, not what time it will be.
    private static void Pass(ManualTime time, int seconds)
    {
        for (int i = 0; i < seconds; i++) time.Advance(TimeSpan.FromSeconds(1));
    }
}
