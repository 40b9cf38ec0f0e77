// Everything that a node has to do with other nodes' sessions, and its sessions with other nodes: the loop, who listens on the link port, a link to each
// other member, and the sessions whose commands wait for the map to say more.

using System.Collections.Concurrent;
using System.Net;
using ActorKv.Cluster.Routing;
using ActorKv.Engine;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Routing;
using ActorKv.Tcp;

namespace ActorKv.Cluster.Links;

internal sealed class ClusterLinks : ICommitListener, IDisposable
{
    private const int TickMilliseconds = 25;

    private readonly LinkServer _server;
    private readonly LoopbackLink _loopback;
    private readonly ConcurrentDictionary<long, NodeLink> _links = new();
    private readonly ConcurrentDictionary<ClusterRouter, bool> _waiting = new();
    private readonly List<ServedSessions> _gated = [];
    private readonly Action _release, _tick, _follow;
    private readonly Timer _timer;
    private int _isReleasing, _isTicking;
    private bool _hasGated;
    private IReadOnlyList<ClusterLinkFigures> _incoming = [];

    /// <param name="store">The engine, open.</param>
    /// <param name="cluster">The node's place.</param>
    /// <param name="secret">What all members know.</param>
    /// <param name="listen">Where other members connect; port 0: any that is free.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public ClusterLinks(Store store, ICluster cluster, byte[] secret, IPEndPoint listen)
    {
        Store = store;
        Cluster = cluster;
        Secret = new LinkSecret(secret);
        Loop = new EventLoop(store, number: 1000, Poller.Create());
        _server = new LinkServer(this, listen);
        _loopback = new LoopbackLink(this);
        _release = ReleaseGated;
        _tick = OnTick;
        _follow = FollowMap;
        _timer = new Timer(_ => Tick(), null, Timeout.Infinite, Timeout.Infinite);
    }

    public Store Store { get; }

    public ICluster Cluster { get; }

    public LinkSecret Secret { get; }

    /// <summary>Where everything about links happens.</summary>
    public EventLoop Loop { get; }

    /// <summary>Where other members connect.</summary>
    public int Port => _server.Port;

    /// <summary>Links to the other members, by incarnation.</summary>
    public ConcurrentDictionary<long, NodeLink> ToOthers => _links;

    /// <summary>All members, this one included.</summary>
    public IEnumerable<ClusterMember> Members
    {
        get
        {
            ClusterMember myself = Cluster.Myself;
            yield return myself;
            foreach (ClusterMember member in Cluster.Map.Members)
                if (member.Incarnation != myself.Incarnation) yield return member;
        }
    }

    /// <summary>How long a command waits for its key shard, and a request for its node, in milliseconds.</summary>
    public long WaitMilliseconds => Store.Options.ClusterWaitTimeout;

    /// <summary>After how long a silence a node is asked whether it lives.</summary>
    public long PingMilliseconds => Math.Max(TickMilliseconds * 2, Math.Min(1000, WaitMilliseconds / 4));

    /// <summary>The links there are, for CLUSTER LINKS. From any thread.</summary>
    public IReadOnlyList<ClusterLinkFigures> Figures
    {
        get
        {
            List<ClusterLinkFigures> figures = [.. Volatile.Read(ref _incoming)];
            foreach ((_, NodeLink link) in _links)
                if (link.Figures is { } one) figures.Add(one);
            return figures;
        }
    }

    /// <summary>Listens, connects, and gives the store's sessions routers.</summary>
    public void Start()
    {
        Loop.Start();
        Loop.Post(_server.Begin);
        Loop.Post(_follow);
        Store.Commits.AddListener(this);
        Store.NewRouter = session => new ClusterRouter(this, session);
        Store.Keeper!.WaitError = WhyAway;
        Store.PubSub.Relay = new LinkRelay(this);
        Cluster.MapChanged += OnMapChanged;
        _timer.Change(TickMilliseconds, TickMilliseconds);
    }

    /// <summary>True when turns may run in the key shard here, now.</summary>
    public bool IsHere(int shard) => Store.Keeper!.IsOpen(shard) && Cluster.HoldsLease;

    /// <summary>What is told to who has waited for a key shard in vain: a whole error reply. From any thread.</summary>
    public string WhyAway(int shard)
    {
        if (!Cluster.HoldsLease) return RoutingErrors.LeaseLost;
        return Cluster.Map.Shards[shard].Owner is null ? RoutingErrors.ClusterDown : RoutingErrors.NotDelivered;
    }

    /// <summary>The open link to a member, or null.</summary>
    public Link? LinkTo(ClusterMember member)
    {
        if (member.Incarnation == Cluster.Myself.Incarnation) return _loopback;
        return _links.TryGetValue(member.Incarnation, out NodeLink? link) && link.IsOpen ? link : null;
    }

    /// <summary>The router looks again when something has changed, or a moment later. From any thread.</summary>
    public void AddWaiting(ClusterRouter router) => _waiting.TryAdd(router, true);

    /// <summary>Has all who wait look again. From any thread.</summary>
    public void Wake()
    {
        foreach ((ClusterRouter router, _) in _waiting)
            if (_waiting.TryRemove(router, out _)) router.Wake();
    }

    public void OnCommitted()
    {
        if (Volatile.Read(ref _hasGated) && Interlocked.Exchange(ref _isReleasing, 1) == 0) Loop.Post(_release);
    }

    /// <summary>Some replies wait for a commit. On the loop.</summary>
    public void AddGated(ServedSessions served)
    {
        _gated.Add(served);
        Volatile.Write(ref _hasGated, true);
        // The commit may have come before it could be heard.
        if (Interlocked.Exchange(ref _isReleasing, 1) == 0) Loop.Post(_release);
    }

    /// <summary>A member that had connected is gone. On the loop.</summary>
    public void OnGone(LinkPeer peer) => _server.OnGone(peer);

    public void Dispose()
    {
        Cluster.MapChanged -= OnMapChanged;
        using ManualResetEvent stopped = new(initialState: false);
        if (_timer.Dispose(stopped)) stopped.WaitOne();
        Store.Commits.RemoveListener(this);
        using ManualResetEventSlim closed = new();
        Loop.Post(() =>
        {
            _server.Close();
            foreach ((_, NodeLink link) in _links) link.Retire();
            closed.Set();
        });
        closed.Wait();
        Loop.StopExecuting();
        Loop.Finish();
    }

    private void OnMapChanged(ClusterMap map)
    {
        Loop.Post(_follow);
        Wake();
    }

    // Posted once until it has run: a loop that is held up has nothing to catch up with.
    private void Tick()
    {
        if (Interlocked.Exchange(ref _isTicking, 1) == 0) Loop.Post(_tick);
    }

    private void OnTick()
    {
        Volatile.Write(ref _isTicking, 0);
        long now = Environment.TickCount64;
        foreach ((_, NodeLink link) in _links) link.Tick(now);
        _server.Tick(now);
        Volatile.Write(ref _incoming, [.. _server.Peers.Select(static peer => peer.Figures).OfType<ClusterLinkFigures>()]);
        Wake();
    }

    private void FollowMap()
    {
        ClusterMember[] others = [.. Members.Skip(1)];
        foreach (ClusterMember member in others)
            if (!_links.ContainsKey(member.Incarnation)) _links.TryAdd(member.Incarnation, new NodeLink(this, member));
        foreach ((long incarnation, NodeLink link) in _links)
        {
            if (others.Any(member => member.Incarnation == incarnation)) continue;
            _links.TryRemove(incarnation, out _);
            link.Retire();
        }
        OnTick();
    }

    private void ReleaseGated()
    {
        Volatile.Write(ref _isReleasing, 0);
        _gated.RemoveAll(static served => served.Release());
        Volatile.Write(ref _hasGated, _gated.Count > 0);
    }
}
