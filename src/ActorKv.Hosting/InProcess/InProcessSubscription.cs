// A subscription: a lane that has subscribed, and a bounded queue to whoever reads.
//
//   PUBLISH ──► PushQueue of the lane ──► its session ──► frames ──► KvSubscriptionQueue ──► await foreach
//
// The queue takes the place of the socket that a slow subscriber does not read: when it is full the subscription ends, as a connection does
// that goes beyond client-output-buffer-limit, or drops what is oldest. Publishers never wait for a reader.

using ActorKv.Protocol;

namespace ActorKv.Hosting.InProcess;

internal sealed class InProcessSubscription : IAsyncDisposable
{
    private readonly Lane _lane;
    private readonly KvSubscriptionQueue _queue;

    private InProcessSubscription(InProcessKv kv, IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options)
    {
        _queue = new KvSubscriptionQueue(topics, options, _ => DisposeAsync());
        _lane = kv.Open(OnPush, OnRetired);
    }

    public static async ValueTask<IKvSubscription> BeginAsync(
        InProcessKv kv, IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options, CancellationToken cancellation)
    {
        InProcessSubscription subscription = new(kv, topics, options);
        try
        {
            foreach (IGrouping<KvTopicKind, KvTopic> kind in topics.GroupBy(topic => topic.Kind)) await subscription.SubscribeAsync(kind, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await subscription.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return subscription._queue;
    }

    private ValueTask<bool> SubscribeAsync(IGrouping<KvTopicKind, KvTopic> kind, CancellationToken cancellation)
    {
        string command = kind.Key switch
        {
            KvTopicKind.Channel => "SUBSCRIBE", KvTopicKind.Pattern => "PSUBSCRIBE", KvTopicKind.ShardChannel => "SSUBSCRIBE",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind.Key, "No kind of topic."),
        };
        KvValue[] names = [.. kind.Select(topic => (KvValue)topic.Name)];
        KvCommand subscribe = new(command, names);
        return _lane.TryEnter() ? _lane.Send(subscribe, Confirmed, cancellation) : _lane.SendLater(subscribe, Confirmed, cancellation);
    }

    // Each topic is confirmed by a push of its own; the first stands for all, since the others are there with it.
    private static bool Confirmed(ref KvReplyReader reply) => true;

    private void OnPush(Reply frame)
    {
        if (frame.Kind != ReplyKind.Push || frame.Items is not { Count: >= 3 } items) return;
        switch (items[0].Text)
        {
            case "message": Deliver(KvTopic.Channel(items[1].Text), items[1], items[2]); break;
            case "smessage": Deliver(KvTopic.ShardChannel(items[1].Text), items[1], items[2]); break;
            case "pmessage": Deliver(KvTopic.Pattern(items[1].Text), items[2], items[3]); break;
        }
    }

    private void Deliver(KvTopic topic, Reply channel, Reply payload) => _queue.Deliver(new KvMessage(topic, channel.Text, payload.Bytes));

    private void OnRetired() => _queue.Fail(new KvConnectionException("the subscription's session is closed.", outcomeUnknown: false));

    public async ValueTask DisposeAsync() => await _lane.CloseAsync().ConfigureAwait(false);
}
