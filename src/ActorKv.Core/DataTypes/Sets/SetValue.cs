// A Redis set, in one of three forms:
//
//   intset      integers only, up to set-max-intset-entries                             in the region behind the key (IntSet.cs)
//   packed      up to set-max-listpack-entries members of set-max-listpack-value bytes   in the region behind the key, as a listpack
//   table       all other sets                                                            MemberTable.cs; the region is empty
//
// A set goes from a form to one below it, and never back. OBJECT ENCODING answers as redis-server 7.0.15 would for the same history: that has no
// packed sets (7.2 brought them), so what is packed here is a "hashtable" there. It makes an intset a hashtable when the first member that is
// no integer comes, or one integer too many.
//
// Members are found by their position: the index in an intset, the offset in a listpack, the number of a table's entry. A position is good until
// the set changes. Walking through the members and choosing from them is in SetValue.Members.cs, reading from RDB in SetRdb.cs.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.Sets;

internal sealed partial class SetValue : PackedValue
{
    // Redis' bound for any listpack.
    private const int MaxPackedLength = 1 << 30;

    // Members up to this length, as entries, are looked for by their encoded bytes.
    private const int LongestEncoded = 128;

    private MemberTable? _table;

    /// <summary>Number of members.</summary>
    public int Count => _table is not null ? _table.Count : IntSet.Is(Region) ? IntSet.Count(Region) : EntryCount;

    /// <summary>The table of a set that is too large to be packed, else null.</summary>
    public MemberTable? Table => _table;

    public override DataType Type => DataType.Set;

    public override ReadOnlySpan<byte> Encoding => IntSet.Is(Region) ? "intset"u8 : "hashtable"u8;

    public override long MemoryUsage => PackedMemory + (_table?.MemoryUsage ?? 0);

    /// <summary>True when <paramref name="member"/> is one of the members.</summary>
    public bool Contains(scoped in PackedElement member) => Find(in member) >= 0;

    /// <summary>Position of a member, or -1.</summary>
    public int Find(scoped in PackedElement member)
    {
        if (_table is not null)
        {
            ReadOnlySpan<byte> text = member.Text(stackalloc byte[Numbers.MaxInt64Length]);
            return _table.Find(text, KeyHash.Compute(text));
        }
        if (!member.IsInteger && PackedElement.Of(member.Text(default)) is { IsInteger: true } integer) return FindPacked(in integer);
        return FindPacked(in member);
    }

    /// <summary>Position here of the member that stands at <paramref name="position"/> in <paramref name="other"/>, or -1.</summary>
    public int Find(SetValue other, int position)
    {
        if (_table is null || other._table is null)
            return IsListpack && other.IsListpack ? FindEncoded(other.Body.Slice(position, ListPack.EntryLength(other.Body, position))) : Find(other[position]);
        ref MemberEntry entry = ref other._table[position];
        return _table.Find(entry.Member, entry.Hash);
    }

    /// <summary>The hash of the member at a position: the same for equal members of all sets.</summary>
    public uint HashAt(int position) => _table is not null ? _table[position].Hash : KeyHash.Compute(this[position].Text(stackalloc byte[Numbers.MaxInt64Length]));

    /// <summary>Adds a member. False when it is there already.</summary>
    /// <param name="member">As <see cref="PackedElement.Of"/> gives it. Its bytes do not lie in this set.</param>
    /// <param name="settings">How large the packed forms may become.</param>
    /// <param name="own">An array of exactly the member's text that may be kept, or null.</param>
    public bool Add(scoped in PackedElement member, KeyspaceSettings settings, byte[]? own = null)
    {
        if (_table is not null) return AddToTable(in member, own);
        if (Region.IsEmpty || IntSet.Is(Region))
        {
            if (member.IsInteger) return AddInteger(member.Integer, settings);
            LeaveIntset(Count + 1, settings);
            return Add(in member, settings, own);
        }
        if (FindPacked(in member) >= 0) return false;
        if (EntryCount < MostPacked(settings) && member.Length <= settings.SetMaxListpackValue && Region.Length < MaxPackedLength)
        {
            InsertEntry(Body.Length, in member);
            return true;
        }
        MoveToTable();
        return AddToTable(in member, own);
    }

    /// <summary>Adds the member that stands at <paramref name="position"/> in <paramref name="other"/>. Arrays of members are never changed, so
    /// two tables may share them.</summary>
    public bool Add(SetValue other, int position, KeyspaceSettings settings)
    {
        if (other._table is null) return Add(other[position], settings);
        ref MemberEntry entry = ref other._table[position];
        if (_table is null) return Add(PackedElement.Of(entry.Member), settings, entry.Member);
        if (_table.Find(entry.Member, entry.Hash) >= 0) return false;
        _table.Add(entry.Member!, entry.Hash);
        return true;
    }

    /// <summary>Removes a member. False when it is not there.</summary>
    public bool Remove(scoped in PackedElement member)
    {
        int position = Find(in member);
        if (position < 0) return false;
        RemoveAt(position);
        Trim();
        return true;
    }

    /// <summary>Removes the member at a position. In the packed forms, positions before it stay good; in a table all others do.</summary>
    public void RemoveAt(int position)
    {
        if (_table is not null) _table.Remove(position);
        else if (IntSet.Is(Region))
        {
            int width = IntSet.Width(Region), count = IntSet.Count(Region) - 1;
            CloseRegion(IntSet.HeaderLength + position * width, width);
            IntSet.WriteHeader(Writable, width, count);
        }
        else RemoveEntries(position, position + ListPack.EntryLength(Body, position), 1);
    }

    /// <summary>Gives memory back after removals. Positions are void then.</summary>
    public void Trim() => _table?.Compact();

    /// <summary>Begins a set that is a hashtable from its first member on, even if that is an integer. Only of one that has no members yet.</summary>
    public void BeginHashtable() => SetEntries(ListPack.Empty);

    /// <summary>Gives a new set room for members that are about to come, integers of <paramref name="width"/> bytes, or entries of a listpack when it
    /// is 0: they will all lie in one array that fits.</summary>
    public void MakeRoom(int width, int size)
    {
        if (width == 0)
        {
            Reserve(size);
            return;
        }
        byte[] storage = Allocate(KeyLength + IntSet.HeaderLength + size + 7 & ~7);
        Key.CopyTo(storage);
        Storage = storage;
        IntSet.WriteHeader(OpenRegion(0, IntSet.HeaderLength), width, 0);
    }

    public override KeyedValue Copy()
    {
        SetValue copy = new();
        if (_table is null) copy.SetEntries(Region);
        else
        {
            copy._table = new MemberTable();
            foreach (int entry in _table) copy._table.Add(_table[entry].Member!, _table[entry].Hash);
        }
        return copy;
    }

    public override void WriteRdb(RdbWriter writer)
    {
        if (IntSet.Is(Region))
        {
            writer.Type(RdbType.SetIntset);
            writer.Blob(Region);
            return;
        }
        writer.Type(RdbType.Set);
        writer.Length((ulong)Count);
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (PackedElement member in this) writer.String(member.Text(scratch));
    }

    public override void AddDigest(ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (PackedElement member in this) digest.Xor(member.Text(scratch));
    }

    /// <summary>Takes over an intset from outside that can be trusted.</summary>
    internal void SetIntegers(ReadOnlySpan<byte> intset, KeyspaceSettings settings)
    {
        SetEntries(intset);
        if (Count > MostIntegers(settings)) LeaveIntset(Count, settings);
    }

    protected override int MeasureRegion(ReadOnlySpan<byte> region) =>
        IntSet.Is(region) ? IntSet.HeaderLength + IntSet.Width(region) * IntSet.Count(region) : base.MeasureRegion(region);

    public static int MostIntegers(KeyspaceSettings settings) => Math.Min(settings.SetMaxIntsetEntries, IntSet.MaxEntries);

    public static int MostPacked(KeyspaceSettings settings) => Math.Min(settings.SetMaxListpackEntries, MaxEntries);

    private Span<byte> Writable => Storage.AsSpan(KeyLength, Region.Length);

    private int FindPacked(scoped in PackedElement member)
    {
        if (IntSet.Is(Region)) return member.IsInteger && IntSet.TryFind(Region, member.Integer, out int index) ? index : -1;
        int length = member.PackedLength;
        if (length > LongestEncoded) return FindEntry(in member, 0, 1);
        Span<byte> entry = stackalloc byte[LongestEncoded];
        member.Pack(entry);
        return FindEncoded(entry[..length]);
    }

    // Every entry is encoded in the shortest way, since a listpack from outside is put together anew: equal members are equal bytes. So a search
    // for the bytes that fails has the answer, at many bytes a step; one that succeeds may have come upon the inside of another entry, and only
    // then the entries are walked up to there.
    private int FindEncoded(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> body = Body;
        int at = 0;
        while (body[at..].IndexOf(entry) is >= 0 and int hit)
        {
            hit += at;
            while (at < hit) at += ListPack.EntryLength(body, at);
            if (at == hit) return at;
        }
        return -1;
    }

    private bool AddInteger(long value, KeyspaceSettings settings)
    {
        if (Region.IsEmpty) MakeRoom(IntSet.WidthOf(value), IntSet.WidthOf(value));
        if (IntSet.TryFind(Region, value, out int index)) return false;
        int width = IntSet.Width(Region), count = IntSet.Count(Region), needed = IntSet.WidthOf(value);
        if (needed > width)
        {
            OpenRegion(Region.Length, count * (needed - width));
            IntSet.Widen(Writable, width = needed);
        }
        OpenRegion(IntSet.HeaderLength + index * width, width);
        IntSet.WriteHeader(Writable, width, count + 1);
        IntSet.Write(Writable, index, value);
        if (count >= MostIntegers(settings)) LeaveIntset(count + 1, settings);
        return true;
    }

    // From an intset, or from nothing, to a listpack, or at once to a table when there will be too many members for a listpack.
    private void LeaveIntset(int members, KeyspaceSettings settings)
    {
        if (members > MostPacked(settings))
        {
            MoveToTable();
            return;
        }
        byte[] integers = Region.ToArray();
        SetEntries(ListPack.Empty);
        for (int i = 0; integers.Length > 0 && i < IntSet.Count(integers); i++) InsertEntry(Body.Length, new PackedElement(IntSet.Read(integers, i)));
    }

    private void MoveToTable()
    {
        MemberTable table = new();
        foreach (PackedElement member in this)
        {
            byte[] text = member.ToArray();
            table.Add(text, KeyHash.Compute(text));
        }
        ClearRegion();
        _table = table;
    }

    private bool AddToTable(scoped in PackedElement member, byte[]? own)
    {
        ReadOnlySpan<byte> text = member.Text(stackalloc byte[Numbers.MaxInt64Length]);
        uint hash = KeyHash.Compute(text);
        if (_table!.Find(text, hash) >= 0) return false;
        _table.Add(own ?? text.ToArray(), hash);
        return true;
    }
}
