// One turn: a command (or a transaction, or a script) alone inside the key shards it holds. Everything a command may know or do goes
// through this object, which is why Core needs no clock, no I/O and no randomness of its own:
//
//   host --> Now, Database, Random, held shards -->  turn  --> Reply     RESP bytes for the session
//                                                          --> Effects   deterministic commands for the journal
//                                                          --> Ready     keys that sessions may be blocked on
//                                                          --> Blocked   "run me again when one of these keys is ready"
//                                                          --> Notices   what happened to keys, for who subscribed to it
//
// The order inside a command is: read, decide, change + log, reply; no error after the first change. A turn is reused by its session.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Protocol;

namespace ActorKv.Core.Turns;

/// <summary>A key that was created, got something to read, or went, while sessions block on keys of its shard.</summary>
internal readonly record struct ReadyKey(int Shard, int Database, byte[] Key);

internal sealed partial class KeyTurn(KeyShardState[] shards, KeyspaceSettings settings, TurnRandom random)
{
    private const int KeptNumbers = 16 * 1024;

    private KeyShardState? _single;
    private KeyList? _found;
    private ValueBuffer? _value;
    private List<int>? _numbers;

    /// <summary>The turn's time in Unix milliseconds. It does not move during a turn.</summary>
    public long Now { get; set; }

    /// <summary>The time that access information is noted with: the turn's, or in replay that of the journal row. Replay leaves
    /// <see cref="Now"/> at 0, so that no deadline is ever past while effects are applied.</summary>
    public long AccessTime => Replaying ? ReplayTime : Now;

    public long ReplayTime { get; set; }

    /// <summary>The database that the session has selected.</summary>
    public int Database { get; set; }

    public RespWriter Reply { get; set; } = new();

    /// <summary>Whose turn it is, for the host: its session, or null for a turn of the host's own.</summary>
    public object? Owner { get; init; }

    public EffectLog Effects { get; } = new();

    /// <summary>Changes made in this turn, as INFO's rdb_changes_since_last_save counts them.</summary>
    public int Changes { get; private set; }

    /// <summary>False when nobody reads the effects (nothing is journalled, no key is watched): then they are counted and not written.</summary>
    public bool Logging { get; set; } = true;

    /// <summary>True while effects are replayed: nothing is logged and nothing expires, because the journal says what expired.</summary>
    public bool Replaying { get; set; }

    /// <summary>False inside EXEC and scripts, where a blocking command answers at once.</summary>
    public bool MayBlock { get; set; } = true;

    /// <summary>True when the command has waited and runs again: <see cref="Block"/>.</summary>
    public bool IsRetry { get; set; }

    /// <summary>In a retry, what the command pinned when it began to wait.</summary>
    public object? Pinned { get; set; }

    /// <summary>True when lookups must leave the access time as it is (CLIENT NO-TOUCH, OBJECT, DEBUG).</summary>
    public bool NoTouch { get; set; }

    /// <summary>What the asker may do to keys that are not named; null: everything.</summary>
    public IKeyRights? Rights { get; init; }

    /// <summary>True when lookups count as hits and misses: <see cref="KeyCommand.CountsLookups"/>.</summary>
    public bool CountsLookups { get; set; }

    /// <summary>What the turn does to the memory that its keyspaces take.</summary>
    public MemoryAccount Memory { get; } = new();

    public TurnRandom Random => random;

    public KeyspaceSettings Settings => settings;

    public List<ReadyKey> Ready { get; } = [];

    public BlockRequest? Blocked { get; private set; }

    /// <summary>What happened to keys, as far as clients may listen to it.</summary>
    public KeyNotices Notices { get; } = new();

    /// <summary>True when the turn leaves its host more than effects: ready keys, a wait or notices.</summary>
    public bool LeavesMore { get; private set; }

    /// <summary>All key shards of the node. Only those held may be looked into; <see cref="Held"/> checks.</summary>
    public int ShardCount => shards.Length;

    /// <summary>Number of databases.</summary>
    public int Databases => shards[0].Databases;

    /// <summary>The key shards that the turn holds, ascending: all of them for a client's FLUSHDB, the one an effect was logged for in replay.</summary>
    public HeldShards HeldShards => new(this, shards);

    /// <summary>An empty list, for a command that must know how many keys it found before it can reply. The turn has only one.</summary>
    public KeyList NewKeyList()
    {
        _found ??= new KeyList(shards);
        _found.Clear();
        return _found;
    }

    /// <summary>An empty list of entry numbers or argument positions, for a command that must know how many it has before it can reply or log
    /// them. The turn has only one, and keeps its room unless that is more than what most commands need.</summary>
    public List<int> NewNumberList()
    {
        _numbers ??= [];
        _numbers.Clear();
        if (_numbers.Capacity > KeptNumbers) _numbers.Capacity = 0;
        return _numbers;
    }

    /// <summary>An empty buffer, for a command that must know how long a value is in RDB encoding. The turn has only one.</summary>
    public ValueBuffer NewValueBuffer()
    {
        _value ??= new ValueBuffer();
        _value.Clear();
        return _value;
    }

    /// <summary>Says that the turn is about to hold just this shard.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginSingle(KeyShardState shard)
    {
        _single = shard;
        shard.Holder = this;
    }

    /// <summary>Says that the turn is about to hold these shards.</summary>
    public void BeginMany(ReadOnlySpan<int> held)
    {
        _single = null;
        foreach (int index in held) shards[index].Holder = this;
    }

    /// <summary>Leaves a single shard.</summary>
    public void EndSingle()
    {
        Memory.SettleAll();
        _single!.Holder = null;
        _single = null;
    }

    public void EndMany(ReadOnlySpan<int> held)
    {
        Memory.SettleAll();
        foreach (int index in held) shards[index].Holder = null;
    }

    /// <summary>Forgets what the last turn left for its host.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reset()
    {
        if (Changes != 0 || LeavesMore) Abandon();
    }

    /// <summary>Forgets everything that the turn has left, whatever it is.</summary>
    public void Abandon()
    {
        Effects.Clear();
        Ready.Clear();
        Notices.Clear();
        Changes = 0;
        Blocked = null;
        LeavesMore = false;
    }

    /// <summary>Looks a key up in the selected database: removes it first if its time has come, and notes the access.</summary>
    public KeyEntry this[ReadOnlySpan<byte> key] => Open(key, Database);

    /// <summary>The same in another database.</summary>
    public KeyEntry Open(ReadOnlySpan<byte> key, int database)
    {
        KeyShardState shard = ShardOf(key);
        KeyEntry entry = new(this, shard, database, key);
        entry.Locate(touch: !NoTouch, CountsLookups);
        return entry;
    }

    /// <summary>Looks a key up that a changing command just reads: that counts as a lookup.</summary>
    public KeyEntry Read(ReadOnlySpan<byte> key)
    {
        KeyEntry entry = new(this, ShardOf(key), Database, key);
        entry.Locate(touch: !NoTouch, counts: !Replaying);
        return entry;
    }

    /// <summary>Looks a key up once more, which does not count.</summary>
    public KeyEntry Again(ReadOnlySpan<byte> key)
    {
        KeyEntry entry = new(this, ShardOf(key), Database, key);
        entry.Locate(touch: !NoTouch, counts: false);
        return entry;
    }

    /// <summary>Looks a key up as TTL, TYPE and EXISTS do: it counts as a lookup, and not as an access.</summary>
    /// <param name="key">The key.</param>
    /// <param name="tellsMiss">False: nobody hears that it is missing (OBJECT).</param>
    public KeyEntry Peek(ReadOnlySpan<byte> key, bool tellsMiss = true)
    {
        KeyEntry entry = new(this, ShardOf(key), Database, key);
        entry.Locate(touch: false, CountsLookups, tellsMiss);
        return entry;
    }

    /// <summary>The held key shard that owns <paramref name="key"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyShardState ShardOf(ReadOnlySpan<byte> key) => _single ?? Held(Slot.ToShard(Slot.Of(key), shards.Length));

    /// <summary>True when the turn holds a key shard.</summary>
    public bool Holds(int index) => shards[index].Holder == this;

    /// <summary>A held key shard by number.</summary>
    public KeyShardState Held(int index)
    {
        KeyShardState shard = shards[index];
        if (shard.Holder != this) ThrowNotHeld(index);
        return shard;
    }

    /// <summary>Removes a key whose time has come, and says so in the journal. For lookups and for the sweep.</summary>
    public void Expire(KeyShardState shard, int database, int entry)
    {
        Notify(KeyEvents.Expired, "expired"u8, database, Keyspace.KeyOf(ref shard[database][entry]));
        Drop(shard, database, entry);
        shard.ExpiredKeys++;
    }

    /// <summary>Removes a key because memory is short, and says so in the journal.</summary>
    public void Evict(KeyShardState shard, int database, int entry)
    {
        Notify(KeyEvents.Evicted, "evicted"u8, database, Keyspace.KeyOf(ref shard[database][entry]));
        Drop(shard, database, entry);
        shard.EvictedKeys++;
    }

    /// <summary>Removes the fields of a hash whose time has come, says so in the journal, and removes the hash with its last field.</summary>
    /// <returns>False when the hash is gone.</returns>
    public bool ExpireFields(KeyShardState shard, int database, int entry)
    {
        Keyspace space = shard[database];
        if (space[entry].Value is not HashValue hash) return true;
        Memory.Measure(space, entry);
        List<byte[]> removed = [];
        while (hash.TryRemoveDue(Now, out byte[] field)) removed.Add(field);
        if (removed.Count > 0)
        {
            LogFieldRemoval(shard.Index, database, hash.Key, removed);
            Notify(KeyEvents.Hash, "hexpired"u8, database, hash.Key);
        }
        if (hash.Count == 0)
        {
            Notify(KeyEvents.Generic, "del"u8, database, hash.Key);
            Memory.Settle(hash);
            space.Remove(entry);
            return false;
        }
        space.NoteFieldExpiry(entry);
        return true;
    }

    /// <summary>Reports a key that waiting sessions may want, if any session waits on keys of this shard.</summary>
    public void ReportReady(scoped in KeyEntry key)
    {
        if (key.Shard.WaitedKeys > 0 && !Replaying) Report(key.Shard, key.Database, key.Name);
    }

    /// <summary>Reports a key whose value goes, if there may be somebody whose wait that ends: XREADGROUP waits for a stream that is there.</summary>
    public void ReportGone(KeyShardState shard, int database, ReadOnlySpan<byte> key, object? value)
    {
        if (shard.WaitedKeys > 0 && !Replaying && value is KeyedValue { Type: DataType.Stream }) Report(shard, database, key);
    }

    /// <summary>Reports every key of a database of a shard that a session may wait for: they all came at once (SWAPDB).</summary>
    public void ReportReady(KeyShardState shard, int database) => Report(shard, database, static type => type != DataType.String);

    /// <summary>Reports those of a database whose going may end a wait: they all go at once (SWAPDB, FLUSHDB).</summary>
    public void ReportGone(KeyShardState shard, int database) => Report(shard, database, static type => type == DataType.Stream);

    /// <summary>Says that the command cannot be served now and is to be run again, with the same arguments, when one of its keys is ready.
    /// Nothing may have been replied. Only when <see cref="MayBlock"/>. In a retry it just says that the command goes on waiting.</summary>
    public void Block(BlockRequest request)
    {
        Blocked = request;
        LeavesMore = true;
    }

    /// <summary>Tells who listens what happened to a key. After the change, and in Redis' order when several things happened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Notify(KeyEvents of, ReadOnlySpan<byte> name, scoped in KeyEntry key) => Notify(of, name, key.Database, key.Name);

    /// <summary>The same for a key that the caller has no entry of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Notify(KeyEvents of, ReadOnlySpan<byte> name, int database, ReadOnlySpan<byte> key)
    {
        if ((settings.NotifyEvents & of) != 0) AddNotice(name, database, key);
    }

    private void Drop(KeyShardState shard, int database, int entry)
    {
        Keyspace space = shard[database];
        ReadOnlySpan<byte> key = Keyspace.KeyOf(ref space[entry]);
        LogKey(shard.Index, database, "DEL"u8, key);
        ReportGone(shard, database, key, space[entry].Value);
        if (space[entry].Value is KeyedValue value) Memory.Settle(value);
        space.Remove(entry);
    }

    private void Report(KeyShardState shard, int database, Func<DataType, bool> concerns)
    {
        if (shard.WaitedKeys == 0 || Replaying || shard.Existing(database) is not { } space) return;
        foreach (int index in space)
        {
            ref Entry entry = ref space[index];
            if (concerns(Keyspace.TypeOf(ref entry))) Report(shard, database, Keyspace.KeyOf(ref entry));
        }
    }

    private void Report(KeyShardState shard, int database, ReadOnlySpan<byte> key)
    {
        Ready.Add(new ReadyKey(shard.Index, database, key.ToArray()));
        LeavesMore = true;
    }

    // Not inlined: what everybody pays for notifications is the test before it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddNotice(ReadOnlySpan<byte> name, int database, ReadOnlySpan<byte> key)
    {
        if (Replaying) return;
        Notices.Add(name, database, key);
        LeavesMore = true;
    }

    [DoesNotReturn]
    private static void ThrowNotHeld(int index) =>
        throw new InvalidOperationException($"The turn reached for key shard {index}, which it does not hold: the command's key specs are incomplete.");
}
