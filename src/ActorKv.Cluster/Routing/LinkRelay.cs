// Published messages on their way to the subscribers of other nodes. A message is sent at most once, as Redis sends it: who cannot be reached, or is
// far behind with what was sent before, misses it. Those of one publisher arrive in the order in which it published them. Keyspace notifications stay on
// the node of their key, as in Redis Cluster.

using ActorKv.Cluster.Links;
using ActorKv.Engine.PubSub;

namespace ActorKv.Cluster.Routing;

internal sealed class LinkRelay(ClusterLinks links) : IMessageRelay
{
    public void Publish(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message, bool toShard)
    {
        if (channel.StartsWith("__keyspace@"u8) || channel.StartsWith("__keyevent@"u8)) return;
        foreach ((_, NodeLink link) in links.ToOthers)
            if (!link.IsFull) link.SendPublished(channel, message, toShard);
    }
}
