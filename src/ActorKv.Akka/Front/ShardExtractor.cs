// Key shards in Cluster Sharding: shard, entity and key shard are one to one, and all three have the key shard's number as their name.

using System.Globalization;
using ActorKv.Akka.KeyShards;
using Akka.Cluster.Sharding;

namespace ActorKv.Akka.Front;

internal sealed class ShardExtractor : IMessageExtractor
{
    public static string Id(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    public string? EntityId(object message) => message switch
    {
        ShardRequests requests => Id(requests.Shard),
        _ => null,
    };

    public object EntityMessage(object message) => message;

    public string? ShardId(object message) => EntityId(message);

    public string ShardId(string entityId, object? messageHint = null) => entityId;
}
