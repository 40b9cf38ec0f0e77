// Sessions of the caller's own, and subscriptions.

namespace ActorKv.Hosting.Tests.InProcess;

public sealed class SessionSpec
{
    [Fact]
    public async Task A_session_remembers_its_database()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSession session = await kv.Kv.OpenSessionAsync();
        await session.ExecuteAsync("SELECT", 3);
        await session.ExecuteAsync("SET", "k", "there");
        Assert.Equal("(nil)", await kv.Run("GET", "k"));
        Assert.Equal("there", (await session.ExecuteAsync("GET", "k")).AsString());
    }

    [Fact]
    public async Task WATCH_and_EXEC_notice_what_others_change()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSession session = await kv.Kv.OpenSessionAsync();
        await session.ExecuteAsync("WATCH", "k");
        await kv.Run("SET", "k", "changed");
        await session.ExecuteAsync("MULTI");
        Assert.Equal("QUEUED", (await session.ExecuteAsync("SET", "k", "mine")).AsString());
        Assert.True((await session.ExecuteAsync("EXEC")).IsNull);
        Assert.Equal("changed", await kv.Run("GET", "k"));
    }

    [Fact]
    public async Task A_session_that_is_killed_fails_for_good()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSession session = await kv.Kv.OpenSessionAsync();
        long id = (await session.ExecuteAsync("CLIENT", "ID")).AsInt64();
        Task<KvReply> pop = session.ExecuteAsync("BLPOP", "list", 0).AsTask();
        await kv.Run("CLIENT", "KILL", "ID", id);
        await Assert.ThrowsAsync<KvConnectionException>(() => pop);
        await Assert.ThrowsAsync<KvConnectionException>(async () => await session.ExecuteAsync("PING"));
    }

    [Fact]
    public async Task A_disposed_session_is_gone_from_the_engine()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await kv.Run("PING");
        int before = kv.Store.Sessions.Count;
        IKvSession session = await kv.Kv.OpenSessionAsync();
        await session.ExecuteAsync("WATCH", "k");
        await session.DisposeAsync();
        Assert.Equal(before, kv.Store.Sessions.Count);
        await session.DisposeAsync();
    }

    [Fact]
    public async Task Invalidations_of_a_session_that_tracks_do_not_disturb_its_replies()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSession session = await kv.Kv.OpenSessionAsync();
        await session.ExecuteAsync("CLIENT", "TRACKING", "ON");
        for (int i = 0; i < 100; i++)
        {
            await session.ExecuteAsync("GET", "k");
            Task<string?> set = kv.Run("SET", "k", i);
            Assert.Equal("PONG", (await session.ExecuteAsync("PING")).AsString());
            await set;
            Assert.Equal(i, (await session.ExecuteAsync("GET", "k")).AsInt64());
        }
    }

    [Fact]
    public async Task Messages_come_in_the_order_in_which_they_were_published()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSubscription news = await kv.Kv.SubscribeAsync("news", KvTopic.Pattern("new?"), "other", KvTopic.ShardChannel("shard"));
        Assert.Equal(2, await kv.Kv.PublishAsync("news", "one"));
        await kv.Kv.PublishAsync("other", "two");
        await kv.Kv.SPublishAsync("shard", "three");
        List<string> heard = [];
        await foreach (KvMessage message in news)
        {
            heard.Add($"{message.Topic.Kind} {message.Topic.Name} {message.Channel} {message.Text}");
            if (heard.Count == 4) break;
        }
        Assert.Equal(["Channel news news one", "Pattern new? news one", "Channel other other two", "ShardChannel shard shard three"], heard);
        Assert.Equal(0, await kv.Kv.PublishAsync("news", "nobody hears"));
    }

    [Fact]
    public async Task A_reader_who_is_too_slow_gets_what_waits_and_then_an_error()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSubscription news = await kv.Kv.SubscribeAsync([KvTopic.Channel("news")], new KvSubscriptionOptions { Capacity = 2 });
        for (int i = 0; i < 3; i++) await kv.Kv.PublishAsync("news", i);
        await UntilNobodyListensAsync(kv);
        List<string> heard = [];
        KvException overflow = await Assert.ThrowsAsync<KvException>(async () =>
        {
            await foreach (KvMessage message in news) heard.Add(message.Text);
        });
        Assert.Equal("OVERFLOW", overflow.Code);
        Assert.Equal(["0", "1"], heard);
    }

    [Fact]
    public async Task Closing_the_store_ends_subscriptions()
    {
        await using InProcessTest kv = await InProcessTest.OpenAsync();
        await using IKvSubscription news = await kv.Kv.SubscribeAsync("news");
        await kv.Kv.CloseAsync();
        await Assert.ThrowsAsync<KvConnectionException>(async () =>
        {
            await foreach (KvMessage message in news) Assert.Fail(message.Text);
        });
    }

    private static async Task UntilNobodyListensAsync(InProcessTest kv)
    {
        while (await kv.Kv.PublishAsync("news", "?") > 0) await Task.Yield();
    }
}
