// Client-side caching: clients keep copies of what they read, and are told when a copy is out of date.
//
//   a client reads k       ──► the table of k's shard: k, client          while the turn holds the shard (Remember)
//   a turn changes k       ──► its readers are told, and forgotten        before the turn leaves the shard (ChangeFeed)
//                          ──► and those with a prefix of k (BCAST)
//
// Both happen inside the shard, so no change falls between a read and its being remembered. And no client is told before it has the reply that
// it read: what it is told goes through its PushQueue, and its session keeps pushes back while its turn runs elsewhere.
//
// What is remembered is bounded by tracking-table-max-keys: beyond it some key is forgotten, and its readers are told as if it had changed.

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tracking;

internal sealed class KeyTracking : IChangeObserver
{
    [ThreadStatic]
    private static List<long>? t_readers;

    [ThreadStatic]
    private static List<int>? t_positions;

    private readonly Store _store;
    private readonly TrackingTable[] _tables;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Session> _clients = [];
    private readonly AffixTable<List<Session>> _prefixes = new(atEnd: false);
    private readonly List<List<Session>> _found = [];
    private (long By, long Command) _lastFlush;
    private volatile int _prefixCount;
    private long _keys, _readers;

    public KeyTracking(Store store)
    {
        _store = store;
        _tables = [.. store.Shards.Select(_ => new TrackingTable())];
        store.Changed.Add(this);
    }

    /// <summary>Clients that track, for INFO.</summary>
    public int Clients => _clients.Count;

    /// <summary>Keys that are remembered.</summary>
    public long Keys => Volatile.Read(ref _keys);

    /// <summary>Pairs of a key and a client that has read it.</summary>
    public long Readers => Volatile.Read(ref _readers);

    /// <summary>Prefixes that somebody is told of.</summary>
    public int Prefixes => _prefixCount;

    /// <summary>Begins to track for a client, or goes on in another way.</summary>
    public void Start(Session session, ClientTracking tracking)
    {
        lock (_lock)
        {
            // Its EXEC may run on another thread while it ends.
            if (session.IsClosing) return;
            if (_clients.TryAdd(session.Id, session)) _store.Changed.BeginInterest();
            foreach (byte[] prefix in tracking.Prefixes)
            {
                if (!_prefixes.TryGet(prefix, out List<Session>? clients)) _prefixes.Add(prefix, clients = []);
                if (!clients.Contains(session)) clients.Add(session);
            }
            _prefixCount = _prefixes.Count;
        }
    }

    /// <summary>Tracks for a client no longer. What it has read is forgotten key by key, when somebody would have to be told.</summary>
    public void Stop(Session session, ClientTracking tracking)
    {
        lock (_lock)
        {
            if (!_clients.Remove(session.Id)) return;
            foreach (byte[] prefix in tracking.Prefixes)
            {
                if (!_prefixes.TryGet(prefix, out List<Session>? clients)) continue;
                clients.Remove(session);
                if (clients.Count == 0) _prefixes.Remove(prefix);
            }
            _prefixCount = _prefixes.Count;
        }
        _store.Changed.EndInterest();
    }

    /// <summary>Remembers that a client has read the keys of a command. While the turn holds their shards, after its own changes were told.</summary>
    public void Remember(Session session, CommandSpec command, Request request)
    {
        if (!command.Has(CommandFlags.ReadOnly) || session.Tracking is not { Remembers: true }) return;
        List<int> positions = t_positions ??= [];
        positions.Clear();
        KeyRouting.TryFindKeys(command, request, positions);
        foreach (int position in positions) Remember(session, request[position]);
    }

    /// <summary>Remembers one key.</summary>
    public void Remember(Session session, ReadOnlySpan<byte> key)
    {
        TrackingTable table = TableOf(key);
        (int keys, int readers) = table.Add(key, session.Id);
        if (readers == 0) return;
        Interlocked.Add(ref _readers, readers);
        long most = _store.Options.TrackingTableMaxKeys;
        if (keys > 0 && Interlocked.Add(ref _keys, keys) > most && most > 0) MakeRoom(table, key, most);
    }

    public void OnChanged(KeyShard shard, int database, ReadOnlySpan<byte> key, Session? by)
    {
        List<long> readers = BeginReaders();
        byte[]? name = null;
        if (_tables[shard.Index].Take(key, readers)) TellReaders(name = key.ToArray(), readers, by);
        if (_prefixCount > 0) TellPrefixes(name, key, by);
    }

    // A flush is an effect of each shard and database that had keys; clients are told once, to forget everything.
    public void OnFlushed(KeyShard shard, int database, Session? by)
    {
        (int keys, int readers) = _tables[shard.Index].Clear();
        Interlocked.Add(ref _keys, -keys);
        Interlocked.Add(ref _readers, -readers);
        lock (_lock)
        {
            if (by is not null && _lastFlush == (by.Id, by.Commands)) return;
            _lastFlush = (by?.Id ?? 0, by?.Commands ?? 0);
            InvalidationFrame own = new(null, redirected: false), redirected = new(null, redirected: true);
            foreach (Session client in _clients.Values) Tell(client, own, redirected);
        }
    }

    // Redis tells nobody; but what clients hold of the two databases is not what they would read now.
    public void OnSwapped(KeyShard shard, int first, int second, Session? by) => OnFlushed(shard, first, by);

    private static List<long> BeginReaders()
    {
        List<long> readers = t_readers ??= [];
        readers.Clear();
        return readers;
    }

    private TrackingTable TableOf(ReadOnlySpan<byte> key) => _tables[Slot.ToShard(Slot.Of(key), _tables.Length)];

    private void TellReaders(byte[] key, List<long> readers, Session? by)
    {
        Interlocked.Decrement(ref _keys);
        Interlocked.Add(ref _readers, -readers.Count);
        InvalidationFrame own = new(key, redirected: false), redirected = new(key, redirected: true);
        foreach (long reader in readers)
        {
            if (!_store.Sessions.TryGet(reader, out Session? client) || client.Tracking is not { } tracking || tracking.Has(TrackingOptions.Broadcast)) continue;
            if (client != by || !tracking.Has(TrackingOptions.NoLoop)) Tell(client, own, redirected);
        }
    }

    private void TellPrefixes(byte[]? name, ReadOnlySpan<byte> key, Session? by)
    {
        lock (_lock)
        {
            _found.Clear();
            _prefixes.Find(key, _found);
            if (_found.Count == 0) return;
            name ??= key.ToArray();
            InvalidationFrame own = new(name, redirected: false), redirected = new(name, redirected: true);
            foreach (List<Session> clients in _found)
            {
                foreach (Session client in clients)
                    if (client != by || client.Tracking is not { } tracking || !tracking.Has(TrackingOptions.NoLoop)) Tell(client, own, redirected);
            }
        }
    }

    private void Tell(Session client, InvalidationFrame own, InvalidationFrame redirected)
    {
        if (client.Tracking is not { } tracking) return;
        if (tracking.Redirect == 0) client.Push(own);
        else if (_store.Sessions.TryGet(tracking.Redirect, out Session? other)) other.Push(redirected);
        else
        {
            tracking.IsBroken = true;
            client.Push(new BrokenRedirectFrame(tracking.Redirect));
        }
    }

    // Looks in the new key's own table first: that is where there is one more than before.
    private void MakeRoom(TrackingTable table, ReadOnlySpan<byte> newest, long most)
    {
        List<long> readers = BeginReaders();
        for (int i = 0; Keys > most && i <= _tables.Length;)
        {
            readers.Clear();
            if (table.TakeAny(newest, readers) is { } key) TellReaders(key, readers, by: null);
            else if (i < _tables.Length) table = _tables[i++];
            else break;
        }
    }
}
