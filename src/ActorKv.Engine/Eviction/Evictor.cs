// Keeps memory below `maxmemory`: before a command that may need more, keys go until there is room, or the command is refused.
//
//   used memory = what the process took at its start + what the keys of all key shards take       (Keyspace.Memory: exact, not the collector's)
//
// Keys are chosen as Redis chooses them. volatile-* looks at keys with an expiry only, allkeys-* at all; lru, lfu and ttl sample
// `maxmemory-samples` keys of a random key shard into a pool and evict the best of the pool, random evicts any. An evicted key is logged as DEL.
// The garbage it leaves is the collector's: resident memory follows later, and is larger by what the collector keeps in hand.
//
// One command evicts a bounded number of keys and then runs although memory is still short, when more can be evicted: lowering maxmemory by
// a gigabyte must not make one client wait for all of it. The heartbeat goes on with it.
//
// Evicting takes one key shard after the other and never waits for one; that all with something to evict are busy is no reason to refuse. The lock is held for the length of some turns, by sessions that hold no
// key shard, and only while memory is short.

using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Eviction;

internal sealed class Evictor
{
    private const int KeysAtOnce = 64, Tries = 16;

    private enum Outcome { Done, Busy, NothingLeft }

    private readonly Store _store;
    private readonly Lock _lock = new();
    private readonly EvictionPool _pool = new();
    private readonly HostTurn _turn;
    private readonly long[] _memory;       // of each key shard after its last turn; kept while there is a limit
    private long _limit;
    private MaxMemoryPolicy _policy;

    public Evictor(Store store)
    {
        _store = store;
        _turn = new HostTurn(store);
        _memory = new long[store.Shards.Length];
        Configure();
        store.Parameters.OnChange("maxmemory", Configure);
        store.Parameters.OnChange("maxmemory-policy", Configure);
    }

    /// <summary>True when there is a limit.</summary>
    public bool IsLimited => Volatile.Read(ref _limit) > 0;

    /// <summary>Bytes in use, as INFO's used_memory.</summary>
    public long UsedMemory
    {
        get
        {
            long bytes = _store.Statistics.StartupMemory;
            foreach (KeyShard shard in _store.Shards) bytes += shard.State.Memory;
            return bytes;
        }
    }

    /// <summary>Notes what a key shard takes, after a turn that changed it. The caller holds it.</summary>
    public void Note(KeyShard shard) => Volatile.Write(ref _memory[shard.Index], shard.State.Memory);

    /// <summary>Evicts what must go before a command that may need memory. False when there is no room and nothing can be evicted.</summary>
    public bool MakeRoom()
    {
        if (!IsShort) return true;
        if (_policy == MaxMemoryPolicy.NoEviction) return false;
        lock (_lock)
        {
            Outcome outcome = Outcome.Done;
            for (int keys = 0; keys < KeysAtOnce && outcome == Outcome.Done && IsShort; keys++) outcome = EvictOne();
            return outcome != Outcome.NothingLeft || !IsShort;
        }
    }

    /// <summary>Looks at what all key shards take: after recovery.</summary>
    public void Recount()
    {
        foreach (KeyShard shard in _store.Shards) Note(shard);
    }

    private bool IsShort
    {
        get
        {
            long bytes = _store.Statistics.StartupMemory;
            foreach (long ofShard in _memory) bytes += ofShard;
            return bytes > Volatile.Read(ref _limit);
        }
    }

    private bool OnlyVolatile => _policy is MaxMemoryPolicy.VolatileLru or MaxMemoryPolicy.VolatileLfu or MaxMemoryPolicy.VolatileRandom or MaxMemoryPolicy.VolatileTtl;

    private void Configure()
    {
        lock (_lock)
        {
            _pool.Clear();
            _policy = _store.Options.MaxMemoryPolicy;
            Recount();
            Volatile.Write(ref _limit, _store.Options.MaxMemory);
        }
    }

    private Outcome EvictOne() => _policy is MaxMemoryPolicy.AllKeysRandom or MaxMemoryPolicy.VolatileRandom ? EvictRandom() : EvictBest();

    private Outcome EvictRandom()
    {
        Outcome outcome = BeginWhereKeysMayGo(out KeyShardState? state);
        if (outcome != Outcome.Done) return outcome;
        int database = NextDatabase(state!);
        if (database >= 0) _turn.Turn.Evict(state!, database, Draw(state![database]));
        _turn.End();
        return database >= 0 ? Outcome.Done : Outcome.Busy;
    }

    // Samples one key shard, and evicts the best of the pool that is still there.
    private Outcome EvictBest()
    {
        for (int tries = 0; tries < Tries; tries++)
        {
            Outcome outcome = BeginWhereKeysMayGo(out KeyShardState? state);
            if (outcome != Outcome.Done) return outcome;
            Sample(state!);
            _turn.End();
            while (_pool.TryTake(out EvictionCandidate best))
                if (TryEvict(in best)) return Outcome.Done;
        }
        return Outcome.Busy;
    }

    // Begins a turn in a random key shard with candidates. Keys are spread over shards by their hash, so this is as fair as drawing a key.
    private Outcome BeginWhereKeysMayGo(out KeyShardState? state)
    {
        Outcome outcome = Outcome.NothingLeft;
        int first = _turn.Turn.Random.Next(_store.Shards.Length);
        for (int i = 0; i < _store.Shards.Length; i++)
        {
            KeyShard shard = _store.Shards[(first + i) % _store.Shards.Length];
            state = shard.State;
            if (NextDatabase(state) < 0) continue;
            if (_turn.TryBegin(shard)) return Outcome.Done;
            outcome = Outcome.Busy;
        }
        state = null;
        return outcome;
    }

    private void Sample(KeyShardState state)
    {
        for (int database = 0; database < state.Databases; database++)
        {
            if (state.Existing(database) is not { } space || CandidatesIn(space) == 0) continue;
            for (int i = 0; i < _store.Options.MaxMemorySamples; i++) Consider(state.Index, database, space, Draw(space));
        }
    }

    private void Consider(int shard, int database, Keyspace space, int index)
    {
        ref Entry entry = ref space[index];
        long score = _policy switch
        {
            MaxMemoryPolicy.VolatileTtl => long.MaxValue - space.ExpiryOf(index),
            MaxMemoryPolicy.AllKeysLfu or MaxMemoryPolicy.VolatileLfu => byte.MaxValue - _store.Settings.Frequency(entry.Meta, _turn.Turn),
            _ => KeyspaceSettings.IdleSeconds(entry.Meta, _turn.Turn),
        };
        if (_pool.Admits(score)) _pool.Add(new EvictionCandidate(shard, database, Keyspace.KeyOf(ref entry).ToArray(), score));
    }

    private bool TryEvict(in EvictionCandidate candidate)
    {
        KeyShard shard = _store.Shards[candidate.Shard];
        if (!_turn.TryBegin(shard)) return false;
        bool found = false;
        if (shard.State.Existing(candidate.Database) is { } space)
        {
            int index = space.Find(candidate.Key, space.HashOf(candidate.Key));
            found = index >= 0 && (!OnlyVolatile || space.ExpiryOf(index) >= 0);
            if (found) _turn.Turn.Evict(shard.State, candidate.Database, index);
        }
        _turn.End();
        return found;
    }

    private int Draw(Keyspace space) => OnlyVolatile ? space.RandomExpiring(_turn.Turn.Random) : space.RandomEntry(_turn.Turn.Random);

    private int CandidatesIn(Keyspace space) => OnlyVolatile ? space.ExpiryCount : space.Count;

    // A database with candidates, from a random one on; -1 when there is none.
    private int NextDatabase(KeyShardState state)
    {
        int first = _turn.Turn.Random.Next(state.Databases);
        for (int i = 0; i < state.Databases; i++)
        {
            int database = (first + i) % state.Databases;
            if (state.Existing(database) is { } space && CandidatesIn(space) > 0) return database;
        }
        return -1;
    }
}
