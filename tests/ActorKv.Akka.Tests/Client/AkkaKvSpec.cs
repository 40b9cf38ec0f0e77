namespace ActorKv.Akka.Tests.Client;

public sealed class AkkaKvSpec : IAsyncLifetime
{
    private TestNode _node = null!;

    private IActorKv Kv => _node.Kv.Kv;

    public async Task InitializeAsync() => _node = await TestNode.StandaloneAsync("actorkv.tcp.port = off");

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Commands_run_without_a_port()
    {
        Assert.Null(_node.Kv.Address);
        Assert.Equal("OK", (await Kv.ExecuteAsync("SET", "k", "v")).AsString());
        Assert.Equal("v", (await Kv.ExecuteAsync("GET", "k")).AsString());
    }

    [Fact]
    public async Task Calls_of_one_thread_that_are_not_awaited_keep_their_order()
    {
        Task<KvReply>[] calls = [.. Enumerable.Range(0, 500).Select(_ => Kv.ExecuteAsync("INCR", "n").AsTask())];
        KvReply[] replies = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(1, 500).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)), replies.Select(reply => reply.AsString()));
    }

    [Fact]
    public async Task An_error_is_an_exception()
    {
        await Kv.ExecuteAsync("SET", "k", "v");
        Assert.Equal("WRONGTYPE", (await Assert.ThrowsAsync<KvException>(async () => await Kv.ExecuteAsync("LPUSH", "k", "x"))).Code);
        Assert.Equal("CROSSSLOT", (await Assert.ThrowsAsync<KvException>(async () => await Kv.ExecuteAsync("MGET", "a", "b"))).Code);
    }

    [Fact]
    public async Task What_a_session_watches_concerns_nobody_else()
    {
        await using IKvSession session = await Kv.OpenSessionAsync();
        await session.ExecuteAsync("WATCH", "k");
        await Kv.ExecuteAsync("SET", "k", "theirs");
        await session.ExecuteAsync("MULTI");
        await session.ExecuteAsync("SET", "k", "mine");
        Assert.True((await session.ExecuteAsync("EXEC")).IsNull);
        Assert.Equal("theirs", (await Kv.ExecuteAsync("GET", "k")).AsString());
    }

    [Fact]
    public async Task A_command_that_waits_delays_no_other()
    {
        Task<KvReply> waiting = Kv.ExecuteAsync("BLPOP", "list", 0).AsTask();
        Assert.Equal("PONG", (await Kv.ExecuteAsync("PING")).AsString());
        await Kv.ExecuteAsync("RPUSH", "list", "v");
        Assert.Equal(2, (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Items.Count);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using CancellationTokenSource cancel = new();
        Task<KvReply> waiting = Kv.ExecuteAsync("BLPOP", ["list", 0], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_subscription_is_in_force_when_it_is_returned()
    {
        await using IKvSubscription subscription = await Kv.SubscribeAsync(["news", KvTopic.Pattern("n*")]);
        Assert.Equal("2", (await Kv.ExecuteAsync("PUBLISH", "news", "hello")).AsString());
        List<string> heard = [];
        await foreach (KvMessage message in subscription)
        {
            heard.Add($"{message.Topic.Kind} {message.Channel} {message.Text}");
            if (heard.Count == 2) break;
        }
        Assert.Equal(["Channel news hello", "Pattern news hello"], heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_subscription_that_is_refused_says_so()
    {
        await Kv.ExecuteAsync("ACL", "SETUSER", "default", "resetchannels");
        KvException refused = await Assert.ThrowsAsync<KvException>(() => Kv.SubscribeAsync(["news"]).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("NOPERM", refused.Code);
    }

    [Fact]
    public async Task Who_reads_a_subscription_learns_that_its_client_was_killed()
    {
        await using IKvSubscription subscription = await Kv.SubscribeAsync(["news"]);
        await using IAsyncEnumerator<KvMessage> reader = subscription.GetAsyncEnumerator();
        Task<bool> next = reader.MoveNextAsync().AsTask();
        Assert.Equal(1, (await Kv.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub")).AsInt64());
        await Assert.ThrowsAsync<KvConnectionException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_call_on_a_session_that_is_being_closed_ends()
    {
        for (int i = 0; i < 20; i++)
        {
            IKvSession session = await Kv.OpenSessionAsync();
            Task closing = Task.Run(async () => await session.DisposeAsync());
            Task<KvReply>[] calls = [.. Enumerable.Range(0, 20).Select(_ => session.ExecuteAsync("PING").AsTask())];
            await closing;
            foreach (Task<KvReply> call in calls)
            {
                Exception? failure = await Record.ExceptionAsync(() => call.WaitAsync(TimeSpan.FromSeconds(30)));
                Assert.True(failure is null or KvConnectionException, $"{failure}");
            }
        }
    }

    [Fact]
    public async Task A_session_whose_client_was_killed_ends_every_later_call()
    {
        await using IKvSession session = await Kv.OpenSessionAsync();
        long id = (await session.ExecuteAsync("CLIENT", "ID")).AsInt64();
        Assert.Equal(1, (await Kv.ExecuteAsync("CLIENT", "KILL", "ID", id)).AsInt64());
        for (int i = 0; i < 20; i++)
        {
            Task<KvReply> call = session.ExecuteAsync("PING").AsTask();
            Assert.False((await Assert.ThrowsAsync<KvConnectionException>(() => call.WaitAsync(TimeSpan.FromSeconds(30)))).OutcomeUnknown);
        }
    }

    [Fact]
    public async Task What_a_session_waits_for_ends_when_its_client_is_killed()
    {
        await using IKvSession session = await Kv.OpenSessionAsync();
        long id = (await session.ExecuteAsync("CLIENT", "ID")).AsInt64();
        Task<KvReply> waiting = session.ExecuteAsync("BLPOP", "list", 0).AsTask();
        await Kv.ExecuteAsync("CLIENT", "KILL", "ID", id);
        await Assert.ThrowsAsync<KvConnectionException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task CLIENT_KILL_of_all_clients_does_not_end_the_one_in_process()
    {
        for (int i = 0; i < 20; i++)
        {
            await Kv.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", i % 2 == 0 ? "yes" : "no");
            Task<KvReply>[] calls = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await Kv.ExecuteAsync("INCR", "n")))];
            await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30));
        }
        Assert.Equal(1000, (await Kv.ExecuteAsync("GET", "n")).AsInt64());
    }

    [Fact]
    public async Task Calls_fail_when_the_actor_system_ends_and_afterwards()
    {
        IKvSession session = await Kv.OpenSessionAsync();
        Task<Exception?>[] callers = [.. new[] { Kv, session }.Select(kv => Task.Run(() => Record.ExceptionAsync(async () =>
        {
            while (true) await kv.ExecuteAsync("PING");
        })))];
        await _node.System.Terminate();
        foreach (Task<Exception?> caller in callers) Assert.IsType<KvConnectionException>(await caller.WaitAsync(TimeSpan.FromSeconds(30)));
        await Assert.ThrowsAsync<KvConnectionException>(async () => await session.ExecuteAsync("PING"));
        await Assert.ThrowsAsync<KvConnectionException>(async () => await Kv.ExecuteAsync("PING"));
        await Assert.ThrowsAsync<KvConnectionException>(async () => await Kv.ExecuteAsync("BLPOP", "list", 0));
        await Assert.ThrowsAsync<KvConnectionException>(async () => await Kv.OpenSessionAsync());
        await Assert.ThrowsAsync<KvConnectionException>(async () => await Kv.SubscribeAsync("news"));
    }
}
