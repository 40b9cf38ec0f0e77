// Sees key shards end, on this node and others. One that ended may have run what it got and not answered: FrontNode.OnGone. What it had not begun is in
// the dead letters, and answered there (DeadRequests).

using Akka.Actor;

namespace ActorKv.Akka.Front;

internal sealed class ShardWatch : UntypedActor
{
    private readonly FrontNode _node;
    private readonly Dictionary<IActorRef, int> _watched = [];

    public ShardWatch(FrontNode node) => _node = node;

    /// <summary>This actor answers for this key shard.</summary>
    internal sealed record Watch(int Shard, IActorRef Actor);

    public static Props Props(FrontNode node) => global::Akka.Actor.Props.Create(() => new ShardWatch(node));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Watch watch:
                if (_watched.TryAdd(watch.Actor, watch.Shard)) Context.Watch(watch.Actor);
                break;
            case Terminated gone when _watched.Remove(gone.ActorRef, out int shard):
                _node.OnGone(shard, gone.ActorRef);
                break;
        }
    }
}
