// What carries published messages to the subscribers of other nodes.

namespace ActorKv.Engine.PubSub;

internal interface IMessageRelay
{
    /// <summary>Sends a message on. From any thread, which does not wait; there it becomes <see cref="PubSubHub.PublishHere"/>.</summary>
    /// <param name="channel">Its name.</param>
    /// <param name="message">What was published.</param>
    /// <param name="toShard">True for a shard channel.</param>
    void Publish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, bool toShard);
}
