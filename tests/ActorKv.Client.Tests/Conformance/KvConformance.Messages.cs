// Subscriptions and the change feed.

using System.Text;

namespace ActorKv.Client.Tests.Conformance;

public abstract partial class KvConformance
{
    [Fact]
    public async Task A_subscription_gets_what_is_published_from_then_on()
    {
        await using IKvSubscription subscription = await Kv.SubscribeAsync("news");
        await Kv.PublishAsync("other", "not for us");
        for (int i = 0; i < 3; i++) Assert.Equal(1, await Kv.PublishAsync("news", i));
        await Kv.PublishAsync("news", "end");
        List<string> heard = [];
        await foreach (KvMessage message in subscription)
        {
            Assert.Equal(("news", KvTopic.Channel("news")), (message.Channel, message.Topic));
            if (message.Text == "end") break;
            heard.Add(message.Text);
        }
        Assert.Equal(["0", "1", "2"], heard);
    }

    [Fact]
    public async Task Channels_and_patterns_are_subscribed_together()
    {
        await using IKvSubscription subscription = await Kv.SubscribeAsync("news", KvTopic.Pattern("n?ws"), KvTopic.Pattern("mail.*"));
        await Kv.PublishAsync("news", "a");
        await Kv.PublishAsync("mail.ann", "b");
        List<string> heard = [];
        await foreach (KvMessage message in subscription)
        {
            heard.Add($"{message.Topic.Name} {message.Channel} {message.Text}");
            if (heard.Count == 3) break;
        }
        Assert.Equal(["mail.* mail.ann b", "n?ws news a", "news news a"], heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Subscriptions_of_one_channel_do_not_disturb_each_other()
    {
        await using IKvSubscription first = await Kv.SubscribeAsync("c");
        IKvSubscription second = await Kv.SubscribeAsync("c");
        await Kv.PublishAsync("c", "both");
        Assert.Equal("both", await NextAsync(second));
        await second.DisposeAsync();
        await Kv.PublishAsync("c", "one");
        IAsyncEnumerator<KvMessage> messages = first.GetAsyncEnumerator();
        Assert.True(await messages.MoveNextAsync());
        Assert.Equal("both", messages.Current.Text);
        Assert.True(await messages.MoveNextAsync());
        Assert.Equal("one", messages.Current.Text);
    }

    [Fact]
    public async Task A_subscription_ends_by_disposal_and_by_cancellation()
    {
        IKvSubscription disposed = await Kv.SubscribeAsync("c");
        ValueTask<bool> next = disposed.GetAsyncEnumerator().MoveNextAsync();
        await disposed.DisposeAsync();
        Assert.False(await next);

        using CancellationTokenSource cancel = new();
        await using IKvSubscription cancelled = await Kv.SubscribeAsync("c");
        next = cancelled.GetAsyncEnumerator(cancel.Token).MoveNextAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task A_subscription_that_is_not_read_is_bounded()
    {
        await using IKvSubscription subscription = await Kv.SubscribeAsync(["c"], new KvSubscriptionOptions { Capacity = 2, Overflow = KvOverflow.DropOldest });
        for (int i = 0; i < 5; i++) await Kv.PublishAsync("c", i);
        while (subscription.Dropped < 3) await Task.Yield();
        Assert.Equal("3", await NextAsync(subscription));
    }

    [Fact]
    public async Task Commands_go_on_while_something_is_subscribed()
    {
        await using IKvSubscription subscription = await Kv.SubscribeAsync("c");
        Task<long>[] sums = [.. Enumerable.Range(0, 100).Select(_ => Kv.IncrAsync("n").AsTask())];
        await Kv.PublishAsync("c", "m");
        Assert.Equal(100, (await Task.WhenAll(sums))[^1]);
        Assert.Equal("m", await NextAsync(subscription));
    }

    [Fact]
    public async Task Changes_come_in_the_order_of_the_journal()
    {
        if (!HasChanges)
        {
            await Assert.ThrowsAsync<KvException>(async () => await Kv.ExecuteAsync("AKV.CHANGES", 0));
            return;
        }
        KvPosition start = (await Kv.ReadChangesAsync(KvPosition.Newest)).Next;
        await Kv.SetAsync("a", 1);
        await Kv.SetAsync("other", "x");
        await Kv.LPushAsync("a2", "e");
        List<KvChange> changes = [];
        await foreach (KvChange change in Kv.Changes(start, "a*"))
        {
            changes.Add(change);
            if (changes.Count == 2) break;
        }
        Assert.Equal(["SET a", "LPUSH a2"], changes.Select(change => $"{change.Name} {Encoding.UTF8.GetString(change.Keys[0])}"));
        Assert.True(changes[0].Turn < changes[1].Turn);
    }

    [Fact]
    public async Task Changes_to_come_are_waited_for_and_resumed_by_their_position()
    {
        if (!HasChanges)
        {
            await Assert.ThrowsAsync<KvException>(async () => await Kv.Changes(KvPosition.Newest).GetAsyncEnumerator().MoveNextAsync());
            return;
        }
        KvPosition start = (await Kv.ReadChangesAsync(KvPosition.Newest)).Next;
        await Kv.SetAsync("a", 1);
        KvChange first = Assert.Single((await Kv.ReadChangesAsync(start)).Changes);
        using CancellationTokenSource cancel = new();
        IAsyncEnumerator<KvChange> changes = Kv.Changes(first.ResumeFrom).GetAsyncEnumerator(cancel.Token);
        ValueTask<bool> next = changes.MoveNextAsync();
        await Kv.SetAsync("b", 2);
        Assert.True(await next);
        Assert.Equal("b"u8.ToArray(), changes.Current.Keys[0]);
        next = changes.MoveNextAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static async Task<string> NextAsync(IKvSubscription subscription)
    {
        await foreach (KvMessage message in subscription) return message.Text;
        throw new InvalidOperationException("The subscription has ended.");
    }
}
