// A key within a turn: found or not, with what a command may ask of it and do to it.
//
// It is a view on the stack, not a copy: `key.Exists`, `key.TryGetString(out value)`, `key.SetString(value)`. What it hands out as spans is
// the stored value itself and valid until the key is changed. Changing a key does not log: the command says what happened (KeyTurn.Log).

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Turns;

internal ref struct KeyEntry
{
    private readonly KeyTurn _turn;
    private readonly Keyspace _space;
    private readonly uint _hash;
    private int _index;

    public KeyEntry(KeyTurn turn, KeyShardState shard, int database, ReadOnlySpan<byte> name)
    {
        _turn = turn;
        Shard = shard;
        Database = database;
        Name = name;
        _space = shard[database];
        _hash = _space.HashOf(name);
        _index = -1;
    }

    public KeyShardState Shard { get; }

    public int Database { get; }

    public ReadOnlySpan<byte> Name { get; }

    public readonly bool Exists => _index >= 0;

    /// <summary>The table's entry. Only when the key exists.</summary>
    public readonly ref Entry Entry => ref _space[_index];

    public readonly DataType Type => Keyspace.TypeOf(ref Entry);

    /// <summary>The value when it is an object of its own; null for a short string and a missing key.</summary>
    public readonly KeyedValue? Value => Exists ? Entry.Value as KeyedValue : null;

    /// <summary>What OBJECT ENCODING says of the value. Only when the key exists.</summary>
    public readonly ReadOnlySpan<byte> Encoding =>
        Keyspace.AsShortString(Entry.Value!) is { } both ? StringEncoding.OfShortString(both.AsSpan(Name.Length)) : Value!.Encoding;

    /// <summary>When the key expires, in Unix milliseconds, or -1.</summary>
    public readonly long Expiry => _index < 0 ? -1 : _space.ExpiryOf(_index);

    /// <summary>Bytes that the key takes in memory, its share of the tables included; see <see cref="Keyspace.MemoryUsageOf"/>.</summary>
    public readonly long MemoryUsage => _space.MemoryUsageOf(_index);

    /// <summary>Finds the key; one whose time has come is removed first and counts as missing, and so are fields of a hash.</summary>
    /// <param name="touch">False: the key's access time stays as it is.</param>
    /// <param name="counts">True: it is a hit or a miss for INFO.</param>
    /// <param name="tellsMiss">True: when it is a miss that counts, who listens hears of it.</param>
    public void Locate(bool touch, bool counts, bool tellsMiss = true)
    {
        _index = _space.Find(Name, _hash);
        if (_index < 0)
        {
            if (counts) CountMiss(tellsMiss);
            return;
        }
        ref Entry entry = ref _space[_index];
        if (Keyspace.MayExpire(in entry) && !_turn.Replaying && !OutlivesNow())
        {
            _index = -1;
            if (counts) CountMiss(tellsMiss);
            return;
        }
        if (Keyspace.AsShortString(entry.Value!) is null) _turn.Memory.Measure(_space, _index);
        if (counts) Shard.Hits++;
        if (touch) entry.Meta = _turn.Settings.Touched(entry.Meta, _turn);
    }

    /// <summary>The bytes of a string; empty when the key is missing. False, with the error replied, when it holds another type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryGetString(out ReadOnlySpan<byte> value)
    {
        if (_index < 0)
        {
            value = default;
            return true;
        }
        if (Keyspace.TryGetString(ref Entry, out value)) return true;
        _turn.Reply.Error(Errors.WrongType);
        return false;
    }

    /// <summary>The value as <typeparamref name="T"/>, null when the key is missing. False, with the error replied, when it holds another type.</summary>
    public readonly bool TryGet<T>(out T? value) where T : KeyedValue
    {
        value = null;
        if (_index < 0) return true;
        value = Entry.Value as T;
        if (value is not null) return true;
        _turn.Reply.Error(Errors.WrongType);
        return false;
    }

    /// <summary>As <see cref="TryGet{T}"/>, for a command that may wait for several keys: when it runs again, a key of another type is not one it
    /// waits for, and counts as missing.</summary>
    public readonly bool TryGetAwaited<T>(out T? value) where T : KeyedValue
    {
        if (!_turn.IsRetry) return TryGet(out value);
        value = _index < 0 ? null : Entry.Value as T;
        return true;
    }

    /// <summary>The value as <typeparamref name="T"/>; makes the key with <paramref name="create"/> when it is missing.</summary>
    public bool TryGetOrCreate<T>(Func<T> create, [NotNullWhen(true)] out T? value) where T : KeyedValue
    {
        if (!TryGet(out value)) return false;
        if (value is not null) return true;
        value = create();
        Put(value);
        return true;
    }

    /// <summary>Makes the key a string, whatever it was. The expiry stays as it is.</summary>
    /// <param name="value">The bytes.</param>
    /// <param name="own">An array of exactly these bytes that may be kept, or null.</param>
    public void SetString(scoped ReadOnlySpan<byte> value, byte[]? own = null)
    {
        if (_index >= 0)
        {
            object held = Entry.Value!;
            if (value.Length > Keyspace.MaxShortString)
            {
                if (own is null && held is StringBuffer buffer && buffer.TryReplace(value)) return;
            }
            else if (Keyspace.AsShortString(held) is { } both && both.Length == Name.Length + value.Length)
            {
                value.CopyTo(both.AsSpan(Name.Length));
                return;
            }
        }
        if (value.Length > Keyspace.MaxShortString)
        {
            Put(new StringBuffer(own ?? value.ToArray()));
            return;
        }
        byte[] array = GC.AllocateUninitializedArray<byte>(Name.Length + value.Length);
        Name.CopyTo(array);
        value.CopyTo(array.AsSpan(Name.Length));
        Store(array);
    }

    /// <summary>The string as a buffer that grows, "raw" from now on; made from what is there, or empty.</summary>
    public StringBuffer ToBuffer()
    {
        if (Value is StringBuffer buffer) return buffer;
        buffer = new StringBuffer(Exists && Keyspace.TryGetString(ref Entry, out ReadOnlySpan<byte> value) ? value.ToArray() : []);
        Put(buffer);
        return buffer;
    }

    /// <summary>Puts a value under the key, whatever was there. The expiry stays as it is. A new key wakes who waits for it.</summary>
    public void Put(KeyedValue value)
    {
        value.SetKey(Name);
        Store(value);
        if (value.Type != DataType.String) _turn.ReportReady(in this);
    }

    /// <summary>Puts under the key what another entry held: its array when it is a short string, its object otherwise.</summary>
    public void PutFrom(object value, ReadOnlySpan<byte> oldKey)
    {
        if (Keyspace.AsShortString(value) is { } both) SetString(both.AsSpan(oldKey.Length));
        else
        {
            KeyedValue keyed = (KeyedValue)value;
            keyed.SetKey(Name);
            Store(keyed);
            if (keyed.Type != DataType.String) _turn.ReportReady(in this);
        }
    }

    /// <summary>Removes the key. Only when it exists.</summary>
    public void Delete()
    {
        BeforeItGoes(Entry.Value!);
        _space.Remove(_index);
        _index = -1;
    }

    /// <summary>The same, and tells who listens: "del". What a command deletes in passing, to put something else there, is not told.</summary>
    public void DeleteAndNotify()
    {
        Delete();
        _turn.Notify(KeyEvents.Generic, "del"u8, in this);
    }

    /// <summary>Sets the expiry, in Unix milliseconds; -1 takes it away. Only when the key exists.</summary>
    public readonly void SetExpiry(long deadline)
    {
        if (deadline >= 0 || Keyspace.HasExpiry(ref Entry)) _space.SetExpiry(_index, deadline);
    }

    /// <summary>Notes when fields of the hash expire, which has changed. Only when the key exists.</summary>
    public readonly void NoteFieldExpiry() => _space.NoteFieldExpiry(_index);

    /// <summary>Sets the bits of access information. Only when the key exists.</summary>
    public readonly void SetAccess(uint access) => Entry.Meta = (Entry.Meta & ~Keyspace.AccessMask) | (access & Keyspace.AccessMask);

    // Removes what is due. False when nothing of the key is left.
    private readonly bool OutlivesNow()
    {
        long deadline = _space.ExpiryOf(_index);
        if (deadline >= 0 && deadline < _turn.Now)
        {
            _turn.Expire(Shard, Database, _index);
            return false;
        }
        deadline = _space.FieldExpiryOf(_index);
        return deadline < 0 || deadline >= _turn.Now || _turn.ExpireFields(Shard, Database, _index);
    }

    private readonly void CountMiss(bool tells)
    {
        Shard.Misses++;
        if (tells) _turn.Notify(KeyEvents.KeyMiss, "keymiss"u8, in this);
    }

    private void Store(object value)
    {
        if (_index >= 0)
        {
            BeforeItGoes(Entry.Value!);
            _space.Replace(_index, value);
        }
        else
        {
            _index = _space.Insert(value, Name.Length, _hash, _turn.Settings.Created(_turn));
            _turn.Notify(KeyEvents.New, "new"u8, in this);
        }
        if (Keyspace.AsShortString(value) is null) _turn.Memory.Measure(_space, _index);
    }

    private readonly void BeforeItGoes(object value)
    {
        if (Keyspace.AsShortString(value) is not null) return;
        _turn.ReportGone(Shard, Database, Name, value);
        _turn.Memory.Settle(Unsafe.As<KeyedValue>(value));
    }
}
