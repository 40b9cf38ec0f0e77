// Published messages on their way to the subscribers of the cluster's other nodes, by Akka's DistributedPubSub: one topic, which every node has joined.
//
//   PUBLISH on A ──► A's hub: its own subscribers, counted ──► topic ──► hubs of B and C: theirs
//
// A message is sent at most once, as Redis sends it: who is not connected to the cluster at that moment misses it. Messages of one publisher arrive in
// the order in which it published them. Shard channels go the same way, since a subscriber of one may be at any node.

using ActorKv.Engine;
using ActorKv.Engine.PubSub;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace ActorKv.Akka.PubSub;

/// <summary>A message for the subscribers of other nodes.</summary>
/// <param name="From">The node that has told its own subscribers already.</param>
/// <param name="Channel">Where it was published.</param>
/// <param name="Message">What was published.</param>
/// <param name="ToShard">True for a shard channel.</param>
internal sealed record Published(string From, byte[] Channel, byte[] Message, bool ToShard);

internal sealed class ClusterRelay : IMessageRelay
{
    private const string Topic = "actorkv";

    private readonly IActorRef _mediator;
    private readonly string _node;

    /// <param name="system">The node's actor system, which is a cluster's.</param>
    /// <param name="store">Whose subscribers hear of others.</param>
    /// <param name="node">The node's name, unique in the cluster.</param>
    public ClusterRelay(ActorSystem system, Store store, string node)
    {
        _node = node;
        _mediator = DistributedPubSub.Get(system).Mediator;
        system.ActorOf(Props.Create(() => new Receiver(store, node, _mediator)), "actorkv-messages");
    }

    public void Publish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, bool toShard) =>
        _mediator.Tell(new Publish(Topic, new Published(_node, channel.ToArray(), message.ToArray(), toShard)), ActorRefs.NoSender);

    private sealed class Receiver(Store store, string node, IActorRef mediator) : UntypedActor
    {
        protected override void PreStart() => mediator.Tell(new Subscribe(Topic, Self), Self);

        protected override void OnReceive(object message)
        {
            if (message is not Published published || published.From == node) return;
            if (published.ToShard) store.PubSub.PublishToShardHere(published.Channel, published.Message, out _);
            else store.PubSub.PublishHere(published.Channel, published.Message, out _);
        }
    }
}
