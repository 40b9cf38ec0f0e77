// The key shards of all nodes of a test, without an engine: who has which open, and whether two ever serve the same at once.

using System.Collections.Concurrent;
using ActorKv.Cluster.Membership;
using ActorKv.Journal.Postgres.KeyShards;

namespace ActorKv.Cluster.Tests.Membership;

internal sealed class FakeShards(int keyShards)
{
    private readonly Lock _lock = new();
    private readonly List<FakeShardHost> _hosts = [];

    public int KeyShards => keyShards;

    /// <summary>What must never be, and was.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Told when a key shard was opened or closed.</summary>
    public event Action? Changed;

    public FakeShardHost NewHost()
    {
        FakeShardHost host = new(this);
        lock (_lock) _hosts.Add(host);
        return host;
    }

    public void Tell() => Changed?.Invoke();

    /// <summary>Judges the moment: no key shard is served by two.</summary>
    public void Check()
    {
        lock (_lock)
        {
            for (int shard = 0; shard < keyShards; shard++)
            {
                // A lease that ends between the two looks is none: so who serves is asked twice.
                FakeShardHost[] serving = [.. _hosts.Where(host => host.Serves(shard))];
                if (serving.Length > 1 && serving.Count(host => host.Serves(shard)) > 1)
                    Violations.Enqueue($"Key shard {shard} is served at epochs {string.Join(" and ", serving.Select(host => host.EpochOf(shard)))}.");
            }
        }
    }
}

internal sealed class FakeShardHost(FakeShards all) : IShardHost
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _open = [];

    public event Action<string>? Fenced;

    public int KeyShards => all.KeyShards;

    /// <summary>The node, once it has been made.</summary>
    public ClusterNode? Node { get; set; }

    public MemberLife? Life { get; private set; }

    public int Abandoned { get; private set; }

    public ConcurrentBag<int> Snapshots { get; } = [];

    /// <summary>What loads wait for before they open anything.</summary>
    public Task Loads { get; set; } = Task.CompletedTask;

    public int Open
    {
        get
        {
            lock (_lock) return _open.Count;
        }
    }

    public void Fence(string reason) => Fenced?.Invoke(reason);

    public bool Serves(int shard) => IsOpen(shard) && Node is { HoldsLease: true };

    public long EpochOf(int shard)
    {
        lock (_lock) return _open.GetValueOrDefault(shard);
    }

    public void Begin(MemberLife life)
    {
        Life = life;
        lock (_lock) Assert.Empty(_open);
    }

    public bool IsOpen(int shard)
    {
        lock (_lock) return _open.ContainsKey(shard);
    }

    public async Task<IReadOnlyList<OwnedShard>> OpenAsync(MemberLife life, IReadOnlyList<OwnedShard> shards)
    {
        await Loads.WaitAsync(life.Lost);
        lock (_lock)
        {
            if (life.Lost.IsCancellationRequested) return [];
            foreach (OwnedShard shard in shards)
                if (!_open.TryAdd(shard.Shard, shard.Epoch)) all.Violations.Enqueue($"Key shard {shard.Shard} is opened twice.");
        }
        all.Check();
        all.Tell();
        return shards;
    }

    public Task CloseAsync(IReadOnlyList<int> shards)
    {
        lock (_lock) foreach (int shard in shards) _open.Remove(shard);
        all.Tell();
        return Task.CompletedTask;
    }

    public Task AbandonAsync()
    {
        lock (_lock)
        {
            _open.Clear();
            Abandoned++;
        }
        all.Tell();
        return Task.CompletedTask;
    }

    public bool IsSnapshotDue(int shard) => false;

    public Task SnapshotAsync(MemberLife life, int shard)
    {
        Snapshots.Add(shard);
        return Task.CompletedTask;
    }
}
