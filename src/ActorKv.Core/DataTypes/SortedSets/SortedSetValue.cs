// A Redis sorted set: members with scores, in order of score and then of bytes. In one of two forms:
//
//   packed   a listpack in the region behind the key: member, score, member, score …            OBJECT ENCODING listpack
//   table    ScoredTable: a table to find a member, a counted tree to find a rank               OBJECT ENCODING skiplist
//
// It begins packed and becomes a table with the first member longer than zset-max-listpack-value, or one more than zset-max-listpack-entries;
// never back, except when it is read from outside or stored as the result of a command. A packed score is an integer where it has no
// fraction, else "%.17g": so a packed -0 is 0, as in redis-server.
//
// A member is found as a position: the offset in the listpack, or the number of the table's entry. A position is good until the set changes.
// Ranks are in SortedSetValue.Ranks.cs, reading from RDB in SortedSetRdb.cs.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Tables;

namespace ActorKv.Core.DataTypes.SortedSets;

internal sealed partial class SortedSetValue : PackedValue
{
    // Scores between these have an integer's spelling in a listpack when they have no fraction. Redis' bounds.
    private const double MostPackedInteger = long.MaxValue / 2;

    private const int CopiedOnStack = 256;

    // Redis' bound for any listpack.
    private const int MaxPackedLength = 1 << 30;

    private ScoredTable? _table;

    /// <summary>Number of members.</summary>
    public int Count => _table?.Count ?? EntryCount / 2;

    /// <summary>The table of a sorted set that is too large to be packed, else null.</summary>
    public ScoredTable? Table => _table;

    public override DataType Type => DataType.SortedSet;

    public override ReadOnlySpan<byte> Encoding => _table is null ? "listpack"u8 : "skiplist"u8;

    public override long MemoryUsage => PackedMemory + (_table?.MemoryUsage ?? 0);

    /// <summary>Position of a member, or -1.</summary>
    public int Find(ReadOnlySpan<byte> member) => _table is null ? FindEntry(PackedElement.Of(member), 0, 2) : _table.Find(member, KeyHash.Compute(member));

    /// <summary>Score of the member at a position.</summary>
    public double ScoreAt(int position) => _table is null ? PackedScore(position + ListPack.EntryLength(Body, position)) : _table[position].Score;

    public bool TryGetScore(ReadOnlySpan<byte> member, out double score)
    {
        int position = Find(member);
        score = position < 0 ? 0 : ScoreAt(position);
        return position >= 0;
    }

    /// <summary>Puts in a member that is not there.</summary>
    /// <param name="member">Its bytes do not lie in this sorted set.</param>
    /// <param name="score">Not NaN.</param>
    /// <param name="settings">How large the packed form may become.</param>
    /// <param name="own">An array of exactly the member's bytes that may be kept, or null.</param>
    public void Add(ReadOnlySpan<byte> member, double score, KeyspaceSettings settings, byte[]? own = null)
    {
        if (_table is null && !MayPack(Count + 1, member.Length, Region.Length, settings)) TryMoveToTable();
        if (_table is not null) _table.Add(own ?? member.ToArray(), KeyHash.Compute(member), score);
        else InsertPacked(PackedElement.Of(member), score);
    }

    /// <summary>Gives the member at a position another score. Positions are void then.</summary>
    public void Rescore(int position, double score)
    {
        if (_table is not null)
        {
            _table.Rescore(position, score);
            return;
        }
        // The bytes move away under the member while it is taken out and put in.
        PackedElement member = ListPack.Read(Body, position);
        int length = member.Length;
        Span<byte> copy = length <= CopiedOnStack ? stackalloc byte[CopiedOnStack] : new byte[length];
        member.Text(stackalloc byte[Numbers.MaxInt64Length]).CopyTo(copy);
        RemoveAt(position);
        InsertPacked(PackedElement.Of(copy[..length]), score);
    }

    /// <summary>Removes a member. False when it is not there.</summary>
    public bool Remove(ReadOnlySpan<byte> member)
    {
        int position = Find(member);
        if (position < 0) return false;
        RemoveAt(position);
        Trim();
        return true;
    }

    /// <summary>A sorted set of the members of a run of ranks.</summary>
    public SortedSetValue CopyOf(RankRange range, KeyspaceSettings settings)
    {
        ScoredTable table = new();
        SortedSetCursor at = CursorAt(range.Start);
        for (int i = 0; i < range.Count; i++, at.MoveNext())
        {
            byte[] member = _table?[at.Position].Member ?? at.Member.ToArray();
            table.Add(member, KeyHash.Compute(member), at.Score);
        }
        return Of(table, settings);
    }

    public override KeyedValue Copy()
    {
        SortedSetValue copy = new();
        if (_table is null)
        {
            copy.SetEntries(Region);
            return copy;
        }
        ScoredTable table = copy._table = new ScoredTable();
        for (SortedSetCursor at = CursorAt(0); at.IsAtMember; at.MoveNext())
        {
            ref ScoredMember entry = ref _table[at.Position];
            table.Add(entry.Member!, entry.Hash, entry.Score);
        }
        return copy;
    }

    // As redis-server does, from the last member to the first: there each one read is put in front of the others.
    public override void WriteRdb(RdbWriter writer)
    {
        if (_table is null)
        {
            writer.Type(RdbType.SortedSetListpack);
            writer.Blob(Region);
            return;
        }
        writer.Type(RdbType.SortedSet2);
        writer.Length((ulong)Count);
        for (SortedSetCursor at = CursorAt(Count - 1); at.IsAtMember; at.MovePrevious())
        {
            ref ScoredMember entry = ref _table[at.Position];
            writer.String(entry.Member);
            writer.Double(entry.Score);
        }
    }

    public override void AddDigest(ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[DoubleText.MaxLength];
        for (SortedSetCursor at = CursorAt(0); at.IsAtMember; at.MoveNext())
        {
            ValueDigest ofMember = default;
            ofMember.Mix(at.Member.Text(scratch));
            ofMember.Mix(DoubleText.Format(at.Score, scratch));
            digest.Xor(in ofMember);
        }
    }

    /// <summary>The value of a finished table, whose members all have their places in the order.</summary>
    internal static SortedSetValue Of(ScoredTable table) => new() { _table = table };

    /// <summary>The same, packed if it is small enough.</summary>
    internal static SortedSetValue Of(ScoredTable table, KeyspaceSettings settings)
    {
        SortedSetValue value = Of(table);
        if (!MayPack(table.Count, 0, 0, settings)) return value;
        int longest = 0;
        long bytes = 0;
        foreach (int entry in table)
        {
            longest = Math.Max(longest, table[entry].Member!.Length);
            bytes += table[entry].Member!.Length;
        }
        if (MayPack(table.Count, longest, bytes, settings)) value.Pack();
        return value;
    }

    /// <summary>Takes over a framed listpack from outside, which is well-formed and not empty. False when it is no sorted set.</summary>
    internal static bool TryUnpack(ReadOnlySpan<byte> framed, KeyspaceSettings settings, [NotNullWhen(true)] out SortedSetValue? value)
    {
        SortedSetValue packed = new();
        packed.SetEntries(framed);
        value = null;
        if (!packed.IsInOrder()) return false;
        bool fits = MayPack(packed.Count, 0, framed.Length, settings);
        if (fits ? packed.HasDuplicates() : !packed.TryMoveToTable()) return false;
        value = packed;
        return true;
    }

    /// <summary>The element that a listpack keeps of a score; a spelling lies in <paramref name="scratch"/> (<see cref="DoubleText.MaxLength"/> bytes).</summary>
    internal static PackedElement PackedScoreOf(double score, Span<byte> scratch)
    {
        if (Math.Abs(score) <= MostPackedInteger && (long)score == score) return new PackedElement((long)score);
        return new PackedElement(DoubleText.Format(score, scratch));
    }

    /// <summary>True when so many members, the longest of so many bytes, are packed.</summary>
    internal static bool MayPack(int count, int longest, long bytes, KeyspaceSettings settings) =>
        count <= Math.Min(settings.ZsetMaxListpackEntries, MaxEntries / 2) && longest <= settings.ZsetMaxListpackValue && bytes + longest < MaxPackedLength;

    private double PackedScore(int at)
    {
        PackedElement score = ListPack.Read(Body, at);
        if (score.IsInteger) return score.Integer;
        return DoubleText.TryParse(score.Text(default), out double value) ? value : 0;
    }

    private void InsertPacked(scoped in PackedElement member, double score)
    {
        MemberBound bound = new(score, member.Text(stackalloc byte[Numbers.MaxInt64Length]), behind: false);
        PackedElement packed = PackedScoreOf(score, stackalloc byte[DoubleText.MaxLength]);
        InsertEntries(SeekPacked(in bound, out _), in member, in packed);
    }

    private void RemoveAt(int position)
    {
        if (_table is not null) _table.Remove(position);
        else RemoveEntries(position, NextPacked(position), 2);
    }

    // Gives memory back after removals.
    private void Trim() => _table?.Compact();

    // False when a member is there twice, which can only be in a listpack from outside.
    private bool TryMoveToTable()
    {
        ScoredTable table = new();
        for (SortedSetCursor at = CursorAt(0); at.IsAtMember; at.MoveNext())
        {
            byte[] member = at.Member.ToArray();
            uint hash = KeyHash.Compute(member);
            if (table.Find(member, hash) >= 0) return false;
            table.Add(member, hash, at.Score);
        }
        ClearRegion();
        _table = table;
        return true;
    }

    // From a table that has all members; the region is empty.
    private void Pack()
    {
        Span<byte> scratch = stackalloc byte[DoubleText.MaxLength];
        int size = 0;
        for (SortedSetCursor at = CursorAt(0); at.IsAtMember; at.MoveNext())
            size += PackedElement.Of(at.Member.Text(default)).PackedLength + PackedScoreOf(at.Score, scratch).PackedLength;
        Reserve(size);
        for (SortedSetCursor at = CursorAt(0); at.IsAtMember; at.MoveNext())
            InsertEntries(Body.Length, PackedElement.Of(at.Member.Text(default)), PackedScoreOf(at.Score, scratch));
        _table = null;
    }

    // Every score is a number, and every member stands behind the one before it.
    private bool IsInOrder()
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length], scratchBefore = stackalloc byte[Numbers.MaxInt64Length];
        int before = -1;
        for (int at = 0; at < Body.Length; before = at, at = NextPacked(at))
        {
            PackedElement score = ListPack.Read(Body, at + ListPack.EntryLength(Body, at));
            if (!score.IsInteger && !DoubleText.TryParse(score.Text(default), out _)) return false;
            if (before < 0) continue;
            MemberBound bound = new(ScoreAt(before), ListPack.Read(Body, before).Text(scratchBefore), behind: true);
            if (bound.IsBehind(ScoreAt(at), ListPack.Read(Body, at).Text(scratch))) return false;
        }
        return true;
    }

    // Called for no more members than may be packed.
    private bool HasDuplicates()
    {
        for (int at = 0; at < Body.Length; at = NextPacked(at))
            if (FindEntry(ListPack.Read(Body, at), 0, 2) != at) return true;
        return false;
    }

    private int NextPacked(int position)
    {
        position += ListPack.EntryLength(Body, position);
        return position + ListPack.EntryLength(Body, position);
    }
}
