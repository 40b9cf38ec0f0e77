// The queue between who delivers and who reads: its bound, its ends.

namespace ActorKv.Client.Tests.Subscriptions;

public sealed class KvSubscriptionQueueSpec
{
    private int _ends;

    [Fact]
    public async Task A_queue_that_overflows_ends_behind_what_waits()
    {
        KvSubscriptionQueue queue = Queue(KvOverflow.End);
        for (int i = 0; i < 5; i++) queue.Deliver(Message(i));
        Assert.Equal(1, _ends);
        List<string> heard = [];
        KvException overflow = await Assert.ThrowsAsync<KvException>(async () =>
        {
            await foreach (KvMessage message in queue) heard.Add(message.Text);
        });
        Assert.Equal("OVERFLOW", overflow.Code);
        Assert.Equal(["0", "1"], heard);
        Assert.Equal(1, _ends);
    }

    [Fact]
    public async Task A_queue_that_drops_counts_what_it_has_dropped()
    {
        KvSubscriptionQueue queue = Queue(KvOverflow.DropOldest);
        for (int i = 0; i < 5; i++) queue.Deliver(Message(i));
        Assert.Equal(3, queue.Dropped);
        await queue.DisposeAsync();
        List<string> heard = [];
        await foreach (KvMessage message in queue) heard.Add(message.Text);
        Assert.Equal(["3", "4"], heard);
    }

    [Fact]
    public async Task A_host_that_fails_ends_the_sequence_and_is_not_told_of_it()
    {
        KvSubscriptionQueue queue = Queue(KvOverflow.End);
        queue.Deliver(Message(1));
        queue.Fail(new KvConnectionException("lost"));
        IAsyncEnumerator<KvMessage> messages = queue.GetAsyncEnumerator();
        Assert.True(await messages.MoveNextAsync());
        await Assert.ThrowsAsync<KvConnectionException>(async () => await messages.MoveNextAsync());
        Assert.Equal(0, _ends);
    }

    [Fact]
    public async Task Leaving_the_loop_unsubscribes_once()
    {
        KvSubscriptionQueue queue = Queue(KvOverflow.End);
        queue.Deliver(Message(1));
        await foreach (KvMessage message in queue) break;
        await queue.DisposeAsync();
        Assert.Equal(1, _ends);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await queue.GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public void A_subscription_has_a_topic_and_room_for_a_message()
    {
        Assert.Throws<ArgumentException>(() => new KvSubscriptionQueue([], null, _ => default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KvSubscriptionQueue(["c"], new KvSubscriptionOptions { Capacity = 0 }, _ => default));
    }

    private static KvMessage Message(int number) => new(KvTopic.Channel("c"), "c", ((KvValue)number).ToArray());

    private KvSubscriptionQueue Queue(KvOverflow overflow) => new(["c"], new KvSubscriptionOptions { Capacity = 2, Overflow = overflow }, _ =>
    {
        _ends++;
        return default;
    });
}
