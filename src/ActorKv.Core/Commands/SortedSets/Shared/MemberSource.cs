// What a combination reads from: a sorted set, a set, whose members count as scored 1, or a missing key, which is empty.
//
// Members are walked in no order. The hash of a member is the same in every set and sorted set, so it is computed once at most, and the array
// of a member that stands in a table is shared by the result.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Keys;
using ActorKv.Core.Tables;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal readonly record struct MemberSource(KeyedValue? Value, double Weight)
{
    private const double ScoreInSets = 1;

    public int Count => Value switch
    {
        SortedSetValue scored => scored.Count,
        SetValue plain => plain.Count,
        _ => 0,
    };

    /// <summary>True when a command over sources may read this value.</summary>
    public static bool IsReadable(KeyedValue value) => value is SortedSetValue or SetValue;

    /// <summary>Finds a member and its score, without the weight.</summary>
    public bool TryFind(ReadOnlySpan<byte> member, uint hash, out double score)
    {
        score = ScoreInSets;
        switch (Value)
        {
            case SortedSetValue { Table: { } table }:
                int entry = table.Find(member, hash);
                if (entry >= 0) score = table[entry].Score;
                return entry >= 0;
            case SortedSetValue scored:
                return scored.TryGetScore(member, out score);
            case SetValue { Table: { } table }:
                return table.Find(member, hash) >= 0;
            case SetValue plain:
                return plain.Contains(PackedElement.Of(member));
            default:
                return false;
        }
    }

    public Walk GetEnumerator() => new(Value);

    /// <summary>A walk through the members.</summary>
    internal ref struct Walk(KeyedValue? value)
    {
        private readonly SortedSetValue? _scored = value as SortedSetValue;
        private readonly SetValue? _plain = value as SetValue;
        private PagedTable<ScoredMember>.EntryEnumerator _entries = value is SortedSetValue { Table: { } table } ? table.GetEnumerator() : default;
        private SetValue.Enumerator _members = value is SetValue plain ? plain.GetEnumerator() : default;
        private SortedSetCursor _packed;
        private bool _begun;

        public readonly Walk Current => this;

        public readonly PackedElement Member => _plain is not null ? _members.Current : _scored!.MemberAt(Position);

        public readonly double Score => _plain is not null ? ScoreInSets : _scored!.ScoreAt(Position);

        /// <summary>The array of the member, when it has one that does not change.</summary>
        public readonly byte[]? Own => _plain is not null ? _plain.Table?[_members.Position].Member : _scored!.Table?[Position].Member;

        /// <summary>The hash of the member.</summary>
        public readonly uint HashOf(ReadOnlySpan<byte> text)
        {
            if (_scored?.Table is { } scored) return scored[Position].Hash;
            return _plain?.Table is { } plain ? plain[_members.Position].Hash : KeyHash.Compute(text);
        }

        public bool MoveNext()
        {
            if (_plain is not null) return _members.MoveNext();
            if (_scored is null) return false;
            if (_scored.Table is not null) return _entries.MoveNext();
            if (_begun) _packed.MoveNext();
            else _packed = _scored.CursorAt(0);
            _begun = true;
            return _packed.IsAtMember;
        }

        private readonly int Position => _scored!.Table is not null ? _entries.Current : _packed.Position;
    }
}
