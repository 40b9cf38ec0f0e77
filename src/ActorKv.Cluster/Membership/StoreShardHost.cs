// The key shards of a store, for membership: out of the database into the store's keeper, and down into snapshots.
//
// Rows and chunks are read on a thread that may block, several key shards in one round trip, and each key shard is opened as soon as it is whole. A
// snapshot that is damaged is told and left out: the one before, and the rows since then, make the key shard up too.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine;
using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Recovery;
using ActorKv.Journal.Postgres.KeyShards;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Membership;

[SuppressMessage("Design", "CA1001", Justification = "The store disposes of its journal.")]
internal sealed class StoreShardHost : IShardHost
{
    // A key shard's part of the least journal that is worth rewriting is never counted less than this.
    private const long LeastLog = 64 * 1024;

    private readonly Store _store;
    private readonly ShardedPostgresJournal _journal;
    private readonly ShardReader _reader;
    private readonly Lock _opening = new();
    private volatile MemberLife? _life;

    /// <summary>Opens the store, whose key shards are all away at first.</summary>
    public StoreShardHost(Store store)
    {
        _store = store;
        _journal = new ShardedPostgresJournal(store.Shards.Length);
        _reader = new ShardReader(_journal.Growth);
        store.OpenSharded(_journal, ReloadAsync);
        Keeper = store.Keeper!;
        Keeper.Fenced += fenced => Fenced?.Invoke(fenced.Message);
    }

    public event Action<string>? Fenced;

    public int KeyShards => _store.Shards.Length;

    private ShardKeeper Keeper { get; }

    public bool IsOpen(int shard) => Keeper.IsOpen(shard);

    public void Begin(MemberLife life)
    {
        _life = life;
        _journal.Begin(life);
    }

    public Task<IReadOnlyList<OwnedShard>> OpenAsync(MemberLife life, IReadOnlyList<OwnedShard> shards) =>
        Task.Run<IReadOnlyList<OwnedShard>>(() => Open(life, shards), CancellationToken.None);

    public Task CloseAsync(IReadOnlyList<int> shards) => Keeper.CloseAsync(shards);

    public Task AbandonAsync()
    {
        // Whoever is about to open a key shard has done so by now, or sees that the life is over.
        lock (_opening) return Keeper.AbandonAsync();
    }

    public bool IsSnapshotDue(int shard) => _store.Options.AutoAofRewritePercentage > 0 && Keeper.IsOpen(shard) &&
        _journal.Growth.IsDue(shard, Math.Max(LeastLog, _store.Options.AutoAofRewriteMinSize / _store.Shards.Length), _store.Options.AutoAofRewritePercentage);

    public async Task SnapshotAsync(MemberLife life, int shard)
    {
        long rows = _journal.Growth.RowsOf(shard);
        if (await Keeper.TakeSnapshotAsync(shard) is not { } image || image.Sequence == 0) return;
        await ShardSnapshots.WriteAsync(life, shard, image.Epoch, image.Sequence, _store.NowMilliseconds, image.Chunks, life.Lost);
        _journal.Growth.Snapshotted(shard, image.Chunks.Sum(static chunk => (long)chunk.Length), rows);
    }

    private List<OwnedShard> Open(MemberLife life, IReadOnlyList<OwnedShard> shards)
    {
        List<OwnedShard> opened = [], damaged = [];
        Dictionary<int, OwnedShard> owned = shards.ToDictionary(static shard => shard.Shard);
        _reader.Read(life.Source, [.. owned.Keys], long.MaxValue, (shard, chunks, rows) =>
        {
            try
            {
                if (TryOpen(life, ShardLoader.Load(_store, shard, owned[shard].Epoch, chunks, rows))) opened.Add(owned[shard]);
            }
            catch (JournalException damage)
            {
                _store.Log.LogError("{Reason}", damage.Message);
                damaged.Add(owned[shard]);
            }
        }, life.Lost);
        foreach (OwnedShard shard in damaged)
        {
            try
            {
                if (TryOpen(life, LoadFromOlder(life, shard))) opened.Add(shard);
            }
            catch (JournalException damage)
            {
                _store.Log.LogCritical("{Reason}", damage.Message);
            }
        }
        return opened;
    }

    private bool TryOpen(MemberLife life, LoadedShard loaded)
    {
        lock (_opening)
        {
            if (life.Lost.IsCancellationRequested) return false;
            Keeper.Open(loaded);
            return true;
        }
    }

    private LoadedShard LoadFromOlder(MemberLife life, OwnedShard shard)
    {
        JournalException? damage = null;
        foreach (long snapshot in ShardReader.SnapshotsOf(life.Source, shard.Shard))
        {
            try
            {
                return Load(life, shard, before: snapshot);
            }
            catch (JournalException failure)
            {
                damage = failure;
            }
        }
        throw damage ?? new JournalException($"Key shard {shard.Shard} cannot be loaded: it has no snapshot that its rows could be replayed on.");
    }

    private LoadedShard Load(MemberLife life, OwnedShard shard, long before)
    {
        LoadedShard? loaded = null;
        _reader.Read(life.Source, [shard.Shard], before, (number, chunks, rows) => loaded = ShardLoader.Load(_store, number, shard.Epoch, chunks, rows), life.Lost);
        return loaded!;
    }

    private Task<LoadedShard> ReloadAsync(int shard, long epoch) => Task.Run(() =>
    {
        MemberLife life = _life ?? throw new JournalException("This node is not a member of the cluster.");
        OwnedShard owned = new(shard, epoch);
        try
        {
            return Load(life, owned, before: long.MaxValue);
        }
        catch (JournalException damage)
        {
            _store.Log.LogError("{Reason}", damage.Message);
            return LoadFromOlder(life, owned);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            throw new JournalException("This node is not a member of the cluster any more.", ended);
        }
    });
}
