// What a session has on its way to one key shard (or to one node, for commands that concern nodes), in order.
//
//   in flight, all over one link  │  unsent                  sent behind them while the map still says that link; else when they are answered
//     └─ NotHere ──► returned ────┘  and then again in order, the first marked Fresh
//
// So however often a key shard moves, the commands of a session reach it in the order in which the session gave them, each executed once.

using ActorKv.Cluster.Links;

namespace ActorKv.Cluster.Routing;

internal sealed class Lane(int shard, long incarnation)
{
    private readonly List<Forwarded> _returned = [];

    /// <summary>The key shard, -1 for a node.</summary>
    public int Shard => shard;

    /// <summary>The node, when it leads to one whatever that owns.</summary>
    public long Incarnation => incarnation;

    /// <summary>Where those in flight are.</summary>
    public Link? Target { get; private set; }

    /// <summary>The opening of that link in which they were sent: over another nothing may be sent behind them, since they may come back.</summary>
    public int Opening { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>What waits to be sent.</summary>
    public Queue<Forwarded> Unsent { get; private set; } = new();

    /// <summary>Version of the map by which it was sent last, and when it may be tried again by the same map.</summary>
    public long TriedVersion { get; set; } = -1;

    /// <inheritdoc cref="TriedVersion"/>
    public long MayTryAt { get; set; }

    public bool IsIdle => InFlight == 0 && Unsent.Count == 0;

    /// <summary>True while something came back, and the rest of what was in flight has not.</summary>
    public bool IsReturning => _returned.Count > 0;

    public void OnSent(Forwarded forwarded)
    {
        (Target, Opening) = (forwarded.SentTo, forwarded.Opening);
        InFlight++;
    }

    public void OnAnswered() => Land();

    public void OnReturned(Forwarded forwarded)
    {
        forwarded.OnReturned();
        _returned.Add(forwarded);
        Land();
    }

    // They come back in the order in which they went.
    private void Land()
    {
        if (--InFlight > 0 || _returned.Count == 0) return;
        Unsent = new Queue<Forwarded>([.. _returned, .. Unsent]);
        _returned.Clear();
    }
}
