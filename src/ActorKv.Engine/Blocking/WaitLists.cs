// Sessions blocked on keys of one key shard: for every key a queue, first come, first served. Belongs to whoever holds the shard.

namespace ActorKv.Engine.Blocking;

internal sealed class WaitLists
{
    private readonly Dictionary<WaitedKey, LinkedList<BlockedCommand>> _byKey = new(WaitedKeyComparer.Instance);

    internal readonly record struct WaitedKey(int Database, byte[] Key);

    /// <summary>Number of keys that somebody waits for.</summary>
    public int Count => _byKey.Count;

    public void Add(int database, byte[] key, BlockedCommand command)
    {
        WaitedKey waited = new(database, key);
        if (!_byKey.TryGetValue(waited, out LinkedList<BlockedCommand>? queue)) _byKey.Add(waited, queue = new LinkedList<BlockedCommand>());
        if (queue.Last?.Value != command) queue.AddLast(command);
    }

    /// <summary>Those who wait for a key now, in the order in which they came.</summary>
    public BlockedCommand[] Of(int database, byte[] key) =>
        _byKey.TryGetValue(new WaitedKey(database, key), out LinkedList<BlockedCommand>? queue) ? [.. queue.Where(command => !command.IsOver)] : [];

    /// <summary>Takes out everybody.</summary>
    public BlockedCommand[] TakeAll()
    {
        BlockedCommand[] all = [.. _byKey.Values.SelectMany(queue => queue).Distinct()];
        _byKey.Clear();
        return all;
    }

    public void Remove(int database, byte[] key, BlockedCommand command)
    {
        WaitedKey waited = new(database, key);
        if (!_byKey.TryGetValue(waited, out LinkedList<BlockedCommand>? queue)) return;
        while (queue.Remove(command)) { }
        if (queue.Count == 0) _byKey.Remove(waited);
    }

    private sealed class WaitedKeyComparer : IEqualityComparer<WaitedKey>
    {
        public static readonly WaitedKeyComparer Instance = new();

        public bool Equals(WaitedKey x, WaitedKey y) => x.Database == y.Database && x.Key.AsSpan().SequenceEqual(y.Key);

        public int GetHashCode(WaitedKey waited)
        {
            HashCode hash = default;
            hash.Add(waited.Database);
            hash.AddBytes(waited.Key);
            return hash.ToHashCode();
        }
    }
}
