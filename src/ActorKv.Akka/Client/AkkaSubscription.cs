// A subscription of the application: a lane that has subscribed, and a bounded queue to whoever reads.

using ActorKv.Protocol;

namespace ActorKv.Akka.Client;

internal sealed class AkkaSubscription
{
    private readonly KvLane _lane;
    private readonly TaskCompletionSource _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing;

    public AkkaSubscription(AkkaKv kv, IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options)
    {
        Queue = new KvSubscriptionQueue(topics, options, _ =>
        {
            _lane!.Close();
            return ValueTask.CompletedTask;
        });
        _missing = topics.Count;
        _lane = kv.Open(OnPush, OnClosed);
    }

    public KvSubscriptionQueue Queue { get; }

    /// <summary>Done when every topic is confirmed.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        foreach (IGrouping<KvTopicKind, KvTopic> kind in Queue.Topics.GroupBy(topic => topic.Kind))
        {
            string command = kind.Key switch
            {
                KvTopicKind.Pattern => "PSUBSCRIBE",
                KvTopicKind.ShardChannel => "SSUBSCRIBE",
                _ => "SUBSCRIBE",
            };
            _lane.Tell(Encode(command, kind));
        }
        try
        {
            await _confirmed.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            _lane.Close();
            throw;
        }
    }

    private static byte[] Encode(string command, IEnumerable<KvTopic> topics)
    {
        RespWriter writer = new();
        writer.Array(1 + topics.Count());
        writer.Bulk(command);
        foreach (KvTopic topic in topics) writer.Bulk(topic.Name);
        return writer.TakeAll();
    }

    private void OnPush(Reply frame)
    {
        if (frame.Kind == ReplyKind.Error)
        {
            _confirmed.TrySetException(new KvException(frame.Text));
            return;
        }
        switch (frame.Items[0].Text)
        {
            case "subscribe" or "psubscribe" or "ssubscribe":
                if (--_missing == 0) _confirmed.TrySetResult();
                break;
            case "message":
                Deliver(KvTopic.Channel(frame.Items[1].Text), frame.Items[1], frame.Items[2]);
                break;
            case "smessage":
                Deliver(KvTopic.ShardChannel(frame.Items[1].Text), frame.Items[1], frame.Items[2]);
                break;
            case "pmessage":
                Deliver(KvTopic.Pattern(frame.Items[1].Text), frame.Items[2], frame.Items[3]);
                break;
        }
    }

    private void OnClosed()
    {
        KvConnectionException closed = new("the subscription's session is closed.", outcomeUnknown: false);
        _confirmed.TrySetException(closed);
        Queue.Fail(closed);
    }

    private void Deliver(KvTopic topic, Reply channel, Reply payload) => Queue.Deliver(new KvMessage(topic, channel.Text, payload.Bytes));
}
