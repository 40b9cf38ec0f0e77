// The keys that sessions watch (WATCH), by key shard. A turn that changes one marks the transactions that watch it, before its shards are left.
//
// Who watches is added while holding the key's shard, and taken out at any time: each shard's table has a lock of its own, which nobody else
// wants as a rule.

using ActorKv.Core.Keyspaces;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Transactions;

/// <summary>A key that a transaction watches.</summary>
/// <param name="Owner">The transaction.</param>
/// <param name="Shard">Number of the key's shard.</param>
/// <param name="Database">The database selected at WATCH.</param>
/// <param name="Key">The key.</param>
/// <param name="Existed">Whether it was there at WATCH.</param>
internal sealed record Watch(Transaction Owner, int Shard, int Database, byte[] Key, bool Existed);

internal sealed class WatchedKeys : IChangeObserver
{
    private readonly Store _store;
    private readonly Table[] _tables;

    public WatchedKeys(Store store)
    {
        _store = store;
        _tables = [.. store.Shards.Select(_ => new Table())];
        store.Changed.Add(this);
    }

    private sealed class Table
    {
        public Lock Lock { get; } = new();

        public Dictionary<byte[], List<Watch>> ByKey { get; } = new(KeyComparer.Instance);
    }

    /// <summary>Begins to watch. While holding the key's shard.</summary>
    public void Add(Watch watch)
    {
        _store.Changed.BeginInterest();
        Table table = _tables[watch.Shard];
        lock (table.Lock)
        {
            if (!table.ByKey.TryGetValue(watch.Key, out List<Watch>? watches)) table.ByKey.Add(watch.Key, watches = []);
            watches.Add(watch);
        }
    }

    /// <summary>Ends it. On any thread, holding anything.</summary>
    public void Remove(Watch watch)
    {
        Table table = _tables[watch.Shard];
        lock (table.Lock)
        {
            List<Watch> watches = table.ByKey[watch.Key];
            watches.Remove(watch);
            if (watches.Count == 0) table.ByKey.Remove(watch.Key);
        }
        _store.Changed.EndInterest();
    }

    /// <summary>A key shard goes elsewhere: what happens to its keys there is not seen here.</summary>
    public void TouchAll(KeyShard shard) => TouchWhere(shard, static _ => true);

    public void OnChanged(KeyShard shard, int database, ReadOnlySpan<byte> key, Session? by)
    {
        Table table = _tables[shard.Index];
        lock (table.Lock)
        {
            if (table.ByKey.Count == 0 || !table.ByKey.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out List<Watch>? watches)) return;
            foreach (Watch watch in watches)
                if (watch.Database == database && IsOrWas(shard.State, watch)) watch.Owner.Touch();
        }
    }

    public void OnFlushed(KeyShard shard, int database, Session? by) =>
        TouchWhere(shard, watch => watch.Database == database && watch.Existed);

    public void OnSwapped(KeyShard shard, int first, int second, Session? by) =>
        TouchWhere(shard, watch => (watch.Database == first || watch.Database == second) &&
            (watch.Existed || Exists(shard.State, first, watch.Key) || Exists(shard.State, second, watch.Key)));

    private void TouchWhere(KeyShard shard, Predicate<Watch> concerns)
    {
        Table table = _tables[shard.Index];
        lock (table.Lock)
        {
            foreach (List<Watch> watches in table.ByKey.Values)
                foreach (Watch watch in watches)
                    if (concerns(watch)) watch.Owner.Touch();
        }
    }

    // A key that was missing at WATCH and is missing still has not changed: WATCH itself may have removed it, because its time had come.
    private static bool IsOrWas(KeyShardState shard, Watch watch) => watch.Existed || Exists(shard, watch.Database, watch.Key);

    private static bool Exists(KeyShardState shard, int database, byte[] key) =>
        shard.Existing(database) is { } space && space.Find(key, space.HashOf(key)) >= 0;
}
