// Where the effects of one key shard go, in a host that journals each key shard by itself: an actor for each, in an Akka.NET application.
//
// The commit queue numbers the turns of all key shards, and one writer takes them; here every key shard has numbers of its own, and its host
// decides when a reply may leave. A turn holds one key shard in such a host (Session.OnlyShard), so it is in one journal whole.

namespace ActorKv.Engine.KeyShards;

internal interface IShardLog
{
    /// <summary>Takes the effects of a turn, on the thread that holds the shard. Returns the turn's number, which ascends.</summary>
    long Append(ReadOnlySpan<byte> effects);

    /// <summary>Number of the newest turn that survives a crash, with all before it. From any thread.</summary>
    long Durable { get; }

    /// <summary>A bug inside a turn has left the shard in a state that nobody knows. It stays closed: the host has to replace it
    /// (<see cref="Store.Renew"/>) and load it anew. On the thread of that turn.</summary>
    void OnBug();
}
