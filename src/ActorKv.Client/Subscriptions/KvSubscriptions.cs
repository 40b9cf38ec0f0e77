namespace ActorKv;

/// <summary>Subscribing and publishing.</summary>
public static class KvSubscriptions
{
    extension(IActorKv kv)
    {
        /// <summary>Subscribes to channels and patterns:
        /// <c>await foreach (KvMessage message in await kv.SubscribeAsync("news", KvTopic.Pattern("mail.*"))) …</c></summary>
        public ValueTask<IKvSubscription> SubscribeAsync(params ReadOnlySpan<KvTopic> topics) => kv.SubscribeAsync(topics.ToArray(), options: null);

        /// <summary>Publishes a message. PUBLISH.</summary>
        /// <returns>Number of subscribers that got it; in a cluster, those of the node that was asked.</returns>
        public ValueTask<long> PublishAsync(KvValue channel, KvValue message, CancellationToken cancellationToken = default) =>
            kv.SendAsync(new(KvNeeds.Nothing, "PUBLISH", [channel, message]), KvParsers.Int64, cancellationToken);

        /// <summary>Publishes a message to a sharded channel. SPUBLISH.</summary>
        /// <returns>Number of subscribers that got it.</returns>
        public ValueTask<long> SPublishAsync(KvValue shardChannel, KvValue message, CancellationToken cancellationToken = default) =>
            kv.SendAsync(new(KvNeeds.Nothing, "SPUBLISH", [shardChannel, message]), KvParsers.Int64, cancellationToken);
    }
}
