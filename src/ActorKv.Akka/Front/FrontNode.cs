// What the front sessions of one node share: the node's store, the way to the key shards of the cluster, and what the host does not offer.
//
//   first message to a key shard ──► Region, which finds it, or has it started somewhere
//   it answers ──► Learn ──► later messages go to its actor directly, without the region's two actors on their way
//   it ends ──► ShardWatch ──► OnGone: through the region again; who waits for its answer is told that the outcome is unknown

using System.Collections.Concurrent;
using ActorKv.Core.Commands;
using ActorKv.Engine;
using ActorKv.Engine.Routing;
using Akka.Actor;

namespace ActorKv.Akka.Front;

internal sealed class FrontNode
{
    // What a key shard has sent before it ended is on its way for no longer than this.
    private const int LastAnswersMilliseconds = 1000;

    private readonly string _name;
    private readonly IActorRef?[] _known;
    private readonly IActorRef _watch;
    private readonly ConcurrentDictionary<FrontSession, IFrontHost> _sessions = new();
    private readonly Dictionary<CommandSpec, string> _refusals;

    /// <param name="system">The node's actor system.</param>
    /// <param name="store">Its store.</param>
    /// <param name="region">Takes messages for key shards.</param>
    /// <param name="name">Unique in the cluster.</param>
    /// <param name="requestTimeout">After which an outcome is given up as unknown.</param>
    public FrontNode(ActorSystem system, Store store, IActorRef region, string name, TimeSpan requestTimeout)
    {
        _name = name;
        Store = store;
        Region = region;
        RequestTimeoutMilliseconds = (long)requestTimeout.TotalMilliseconds;
        _known = new IActorRef?[store.Shards.Length];
        _refusals = CommandRefusals.In(store.Commands, HostRefusals.ByName);
        _watch = system.ActorOf(ShardWatch.Props(this), $"actorkv-watch-{Guid.NewGuid():N}");
    }

    public Store Store { get; }

    public IActorRef Region { get; }

    public long RequestTimeoutMilliseconds { get; }

    /// <summary>Milliseconds of a clock that only goes forward.</summary>
    public long Now => (long)Store.Time.GetElapsedTime(0).TotalMilliseconds;

    public string NewSessionId(long number) => $"{_name}/{number}";

    public string? Refusal(CommandSpec command) => _refusals.GetValueOrDefault(command);

    /// <summary>The actor of a key shard, when it is known.</summary>
    public IActorRef? Known(int shard) => Volatile.Read(ref _known[shard]);

    /// <summary>Notes who has answered for a key shard.</summary>
    public void Learn(int shard, IActorRef actor)
    {
        IActorRef? known = Volatile.Read(ref _known[shard]);
        if (ReferenceEquals(known, actor) || (known is not null && known.Equals(actor))) return;
        Volatile.Write(ref _known[shard], actor);
        _watch.Tell(new ShardWatch.Watch(shard, actor));
    }

    /// <summary>Forgets a key shard's actor, which may take no more.</summary>
    public void Forget(int shard, IActorRef actor)
    {
        if (actor.Equals(Volatile.Read(ref _known[shard]))) Volatile.Write(ref _known[shard], null);
    }

    /// <summary>A key shard's actor has ended.</summary>
    public void OnGone(int shard, IActorRef actor)
    {
        Forget(shard, actor);
        long until = Now + LastAnswersMilliseconds;
        foreach ((FrontSession session, IFrontHost host) in _sessions) host.Post(() => session.OnGone(shard, actor, until));
    }

    public void Add(FrontSession session, IFrontHost host) => _sessions[session] = host;

    public void Remove(FrontSession session) => _sessions.TryRemove(session, out _);

    public void Stop() => _watch.Tell(PoisonPill.Instance);
}
