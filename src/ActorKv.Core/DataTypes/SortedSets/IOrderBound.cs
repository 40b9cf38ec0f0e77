// Places in the order of a sorted set: by score, and members of equal score by their bytes.
//
//   a b c | d e f        a bound lies between two members: IsBehind says of each on which side it stands. So "the first member with
//                        a score of at least 5" and "the place of (5, x)" are found in the same way, and what lies between two bounds is a
//                        run of ranks.

namespace ActorKv.Core.DataTypes.SortedSets;

internal interface IOrderBound
{
    /// <summary>True when the bound lies behind a member; then it lies behind all before it.</summary>
    bool IsBehind(double score, scoped ReadOnlySpan<byte> member);
}

/// <summary>Before or right behind one member.</summary>
internal readonly ref struct MemberBound(double score, ReadOnlySpan<byte> member, bool behind) : IOrderBound
{
    private readonly ReadOnlySpan<byte> _member = member;

    public bool IsBehind(double otherScore, scoped ReadOnlySpan<byte> otherMember)
    {
        if (otherScore != score) return otherScore < score;
        int order = otherMember.SequenceCompareTo(_member);
        return order < 0 || (order == 0 && behind);
    }
}

/// <summary>Before or behind all members of one score.</summary>
internal readonly struct ScoreBound(double score, bool behind) : IOrderBound
{
    public bool IsBehind(double otherScore, scoped ReadOnlySpan<byte> otherMember) => otherScore < score || (otherScore == score && behind);
}
