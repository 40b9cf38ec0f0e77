// The members of a set one by one, and some of them by chance. Nothing here allocates.
//
// A choice of several distinct members is made in one of two ways, both of which give every combination the same chance. One walks through all
// members and takes each with the probability (still wanted) / (still to come): selection sampling, Knuth's algorithm S. The other draws members of
// a table until enough different ones have come; it is faster when few are wanted of many.

using System.Buffers;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Tables;
using ActorKv.Core.Turns;

namespace ActorKv.Core.DataTypes.Sets;

internal sealed partial class SetValue
{
    // A draw costs about as much as this many steps of a walk.
    private const int StepsPerDraw = 8;

    /// <summary>True when the set is a listpack, where a member is reached through those before it.</summary>
    public bool IsListpack => _table is null && !IntSet.Is(Region);

    /// <summary>Positions are below it.</summary>
    public int PositionLimit => _table is not null ? _table.EntryLimit : IntSet.Is(Region) ? IntSet.Count(Region) : Body.Length;

    /// <summary>The member at a position.</summary>
    public PackedElement this[int position]
    {
        get
        {
            if (_table is not null) return new PackedElement(_table[position].Member);
            return IntSet.Is(Region) ? new PackedElement(IntSet.Read(Region, position)) : ListPack.Read(Body, position);
        }
    }

    /// <summary>Position of a member, each as likely as any other. Only of a set that has any.</summary>
    public int RandomPosition(TurnRandom random)
    {
        if (_table is not null) return _table.RandomEntry(random);
        int skip = random.Next(Count);
        if (IntSet.Is(Region)) return skip;
        int at = 0;
        for (; skip > 0; skip--) at += ListPack.EntryLength(Body, at);
        return at;
    }

    /// <summary>Lists the positions of <paramref name="count"/> different members, each combination as likely as any other. There are more members
    /// than that. In the packed forms the positions ascend.</summary>
    public void Choose(int count, TurnRandom random, List<int> positions)
    {
        if (_table is not null && count < _table.Count / StepsPerDraw)
        {
            Draw(_table, count, random, positions);
            return;
        }
        int toCome = Count;
        for (Enumerator at = GetEnumerator(); count > 0 && at.MoveNext(); toCome--)
        {
            if (random.Next(toCome) >= count) continue;
            positions.Add(at.Position);
            count--;
        }
    }

    /// <summary>Walks through the members. The set must not change meanwhile.</summary>
    public Enumerator GetEnumerator() => new(this);

    private static void Draw(MemberTable table, int count, TurnRandom random, List<int> positions)
    {
        ulong[] rented = ArrayPool<ulong>.Shared.Rent((table.EntryLimit >> 6) + 1);
        Span<ulong> drawn = rented.AsSpan(0, (table.EntryLimit >> 6) + 1);
        drawn.Clear();
        while (count > 0)
        {
            int entry = table.RandomEntry(random);
            ulong bit = 1UL << entry;
            if ((drawn[entry >> 6] & bit) != 0) continue;
            drawn[entry >> 6] |= bit;
            positions.Add(entry);
            count--;
        }
        ArrayPool<ulong>.Shared.Return(rented);
    }

    internal ref struct Enumerator
    {
        private readonly SetValue _set;
        private readonly int _limit;           // of a packed set
        private PagedTable<MemberEntry>.EntryEnumerator _entries;
        private int _next;

        public Enumerator(SetValue set)
        {
            _set = set;
            if (set._table is not null) _entries = set._table.GetEnumerator();
            else _limit = set.PositionLimit;
        }

        /// <summary>Position of the member.</summary>
        public int Position { get; private set; } = -1;

        public readonly PackedElement Current => _set[Position];

        public bool MoveNext()
        {
            if (_set._table is not null)
            {
                if (!_entries.MoveNext()) return false;
                Position = _entries.Current;
                return true;
            }
            if (_next >= _limit) return false;
            Position = _next;
            _next += _set.IsListpack ? ListPack.EntryLength(_set.Body, _next) : 1;
            return true;
        }
    }
}
