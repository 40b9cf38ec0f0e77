// All key shards of an actor system that is no cluster: what ShardRegion is in one that is. Starts a key shard when it is first asked for.

using ActorKv.Akka.Front;
using ActorKv.Akka.KeyShards;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorKv.Akka.Hosting;

internal sealed class LocalShards(Func<int, Props> keyShard) : UntypedActor
{
    private readonly Dictionary<string, IActorRef> _shards = new(StringComparer.Ordinal);
    private bool _stopping;

    public static Props Props(Func<int, Props> keyShard) => global::Akka.Actor.Props.Create(() => new LocalShards(keyShard));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShardRequests when _stopping:
                Context.System.DeadLetters.Tell(message, Sender);
                break;
            case ShardRequests requests:
                Find(requests.Shard).Forward(requests);
                break;
            case ShardingEnvelope envelope when _shards.TryGetValue(envelope.EntityId, out IActorRef? shard):
                shard.Forward(envelope.Message);
                break;
            case StopKeyShard:
                _stopping = true;
                foreach (IActorRef shard in _shards.Values) shard.Tell(StopKeyShard.Instance);
                EndWhenEmpty();
                break;
            case Terminated gone:
                _shards.Remove(gone.ActorRef.Path.Name);
                EndWhenEmpty();
                break;
        }
    }

    private IActorRef Find(int number)
    {
        string id = ShardExtractor.Id(number);
        if (_shards.TryGetValue(id, out IActorRef? known)) return known;
        IActorRef started = Context.ActorOf(keyShard(number), id);
        Context.Watch(started);
        _shards.Add(id, started);
        return started;
    }

    private void EndWhenEmpty()
    {
        if (_stopping && _shards.Count == 0) Context.Stop(Self);
    }
}
