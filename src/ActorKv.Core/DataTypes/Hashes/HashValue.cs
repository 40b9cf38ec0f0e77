// A hash: fields and their values.
//
//   packed   key | field value field value …       a listpack behind the key, in one array with it (Packed/PackedValue.cs)
//   table    FieldTable                            from when the hash has more fields than hash-max-listpack-entries or a text longer than
//                                                  hash-max-listpack-value, and for good
//
// The conversion happens exactly where Redis makes it: OBJECT ENCODING shows it. Field deadlines (FieldDeadlines.cs) lie beside both forms.
// A hash knows no time: fields whose time has come are removed when their key is looked up (KeyTurn.ExpireFields), so that whoever has a
// hash in hand sees only fields that live.
//
// Walking over all fields is in HashCursor.cs, reading and writing RDB in HashRdb.cs.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Hashes;

internal sealed class HashValue : PackedValue
{
    // As in Redis: no listpack grows beyond it.
    private const long MaxPackedBytes = 1L << 30;

    // What most hashes do without, and can therefore rest.
    private Annex? _annex;

    private sealed class Annex
    {
        public FieldTable? Table;
        public FieldDeadlines? Deadlines;
    }

    public override DataType Type => DataType.Hash;

    public override ReadOnlySpan<byte> Encoding => Table is not null ? "hashtable"u8 : Deadlines is not null ? "listpackex"u8 : "listpack"u8;

    public override bool MayRest => _annex is null && base.MayRest;

    public override long MemoryUsage =>
        PackedMemory + (_annex is null ? 0 : ObjectSize.Of(16) + (_annex.Table?.MemoryUsage ?? 0) + (_annex.Deadlines?.MemoryUsage ?? 0));

    /// <summary>Number of fields.</summary>
    public int Count => Table?.Count ?? EntryCount / 2;

    /// <summary>The fields when they are no longer packed, else null.</summary>
    public FieldTable? Table => _annex?.Table;

    public bool IsPacked => Table is null;

    /// <summary>The deadlines, null when the hash never had one.</summary>
    public FieldDeadlines? Deadlines => _annex?.Deadlines;

    public override long EarliestDeadline => Deadlines?.Earliest ?? -1;

    /// <summary>The framed listpack of a packed hash.</summary>
    public ReadOnlySpan<byte> Listpack => Region;

    /// <summary>All fields. The hash must not change while they are walked over.</summary>
    public HashCursor Fields => new(Body, Table);

    /// <summary>The hash of a listpack that was checked.</summary>
    /// <param name="listpack">Framed.</param>
    /// <param name="entries">Number of entries in it, which its header may leave open.</param>
    /// <param name="longest">Length of the longest text in it, when that may keep the hash from staying packed.</param>
    /// <param name="settings">How large a packed hash may be.</param>
    public static HashValue Of(ReadOnlySpan<byte> listpack, int entries, int longest, KeyspaceSettings settings)
    {
        HashValue hash = new();
        if (entries / 2 > MaxFields(settings) || longest > settings.HashMaxListpackValue)
        {
            hash._annex = new Annex { Table = TableOf(new HashCursor(listpack[ListPack.HeaderLength..^1], null)) };
            return hash;
        }
        hash.SetEntries(listpack);
        ListPack.WriteHeader(hash.Storage, listpack.Length - ListPack.FrameLength, entries);
        return hash;
    }

    public bool Contains(ReadOnlySpan<byte> field) => Table is { } table ? table.Find(field) >= 0 : FindField(field) >= 0;

    /// <summary>The value of a field: good until the hash changes.</summary>
    public bool TryGet(ReadOnlySpan<byte> field, out PackedElement value)
    {
        value = default;
        if (Table is { } table)
        {
            int index = table.Find(field);
            if (index < 0) return false;
            value = new PackedElement(table[index].Value);
            return true;
        }
        int at = FindField(field);
        if (at < 0) return false;
        value = ListPack.Read(Body, at + ListPack.EntryLength(Body, at));
        return true;
    }

    /// <summary>Makes a table of a packed hash that is about to get texts which it cannot take: one that is too long, or too much in all.</summary>
    /// <param name="longest">Length of the longest one.</param>
    /// <param name="total">Length of all together.</param>
    public void Prepare(int longest, long total, KeyspaceSettings settings)
    {
        if (IsPacked && (longest > settings.HashMaxListpackValue || Region.Length + total > MaxPackedBytes)) Unpack();
    }

    /// <summary>Gives a new hash room for so many bytes of packed fields, when it stays packed.</summary>
    public void ReserveRoom(int bytes)
    {
        if (IsPacked) Reserve(bytes);
    }

    /// <summary>Sets a field. True when it is new.</summary>
    /// <param name="field">Does not lie in this hash.</param>
    /// <param name="value">Does not lie in this hash.</param>
    /// <param name="settings">How large a packed hash may be.</param>
    /// <param name="keepDeadline">False: the field does not expire any more.</param>
    public bool Set(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, KeyspaceSettings settings, bool keepDeadline = false)
    {
        if (!keepDeadline) Deadlines?.Remove(field);
        Prepare(Math.Max(field.Length, value.Length), 0, settings);
        bool added = Table is { } table ? table.Set(field, value) : SetPacked(field, value);
        if (IsPacked && Count > MaxFields(settings)) Unpack();
        return added;
    }

    /// <summary>Removes a field with its deadline. False when it is not there. Whoever removes the last field removes the key.</summary>
    public bool Remove(ReadOnlySpan<byte> field)
    {
        if (Table is { } table)
        {
            int index = table.Find(field);
            if (index < 0) return false;
            table.Remove(index);
            table.Compact();
        }
        else
        {
            int at = FindField(field);
            if (at < 0) return false;
            int end = at + ListPack.EntryLength(Body, at);
            RemoveEntries(at, end + ListPack.EntryLength(Body, end), 2);
        }
        Deadlines?.Remove(field);
        return true;
    }

    /// <summary>When a field expires, in Unix milliseconds, or -1.</summary>
    public long DeadlineOf(ReadOnlySpan<byte> field) => Deadlines?.Of(field) ?? -1;

    /// <summary>Sets when a field expires. It must be there.</summary>
    public void SetDeadline(ReadOnlySpan<byte> field, long deadline)
    {
        _annex ??= new Annex();
        (_annex.Deadlines ??= new FieldDeadlines()).Set(field, deadline);
    }

    /// <summary>Takes a field's deadline away. False when it had none.</summary>
    public bool RemoveDeadline(ReadOnlySpan<byte> field) => Deadlines?.Remove(field) ?? false;

    /// <summary>Removes the field whose time came first, if its time has come.</summary>
    public bool TryRemoveDue(long now, out byte[] field)
    {
        field = [];
        if (Deadlines is not { } deadlines || !deadlines.TryTakeDue(now, out field)) return false;
        Remove(field);
        return true;
    }

    public override KeyedValue Copy()
    {
        HashValue copy = new();
        if (IsPacked) copy.SetEntries(Region);
        if (_annex is not null) copy._annex = new Annex { Table = _annex.Table?.Copy(), Deadlines = _annex.Deadlines?.Copy() };
        return copy;
    }

    public override void WriteRdb(RdbWriter writer) => HashRdb.Write(this, writer);

    public override void AddDigest(ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        for (HashCursor at = Fields; at.MoveNext();)
        {
            ValueDigest pair = default;
            ReadOnlySpan<byte> field = at.Field.Text(scratch);
            pair.Mix(field);
            bool expires = DeadlineOf(field) >= 0;
            pair.Mix(at.Value.Text(scratch));
            if (expires) pair.Xor("!!hexpire!!"u8);
            digest.Xor(in pair);
        }
    }

    private int FindField(ReadOnlySpan<byte> field) => FindEntry(PackedElement.Of(field), 0, 2);

    private bool SetPacked(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        PackedElement name = PackedElement.Of(field), element = PackedElement.Of(value);
        int at = FindEntry(in name, 0, 2);
        if (at >= 0)
        {
            ReplaceEntry(at + ListPack.EntryLength(Body, at), in element);
            return false;
        }
        InsertEntries(Body.Length, in name, in element);
        return true;
    }

    private void Unpack()
    {
        FieldTable table = TableOf(Fields);
        ClearRegion();
        _annex ??= new Annex();
        _annex.Table = table;
    }

    private static FieldTable TableOf(HashCursor fields)
    {
        FieldTable table = new();
        Span<byte> field = stackalloc byte[Numbers.MaxInt64Length], value = stackalloc byte[Numbers.MaxInt64Length];
        while (fields.MoveNext()) table.Set(fields.Field.Text(field), fields.Value.Text(value));
        return table;
    }

    private static int MaxFields(KeyspaceSettings settings) => Math.Min(settings.HashMaxListpackEntries, MaxEntries / 2);
}
