// An interval of members, as commands are told it: "[abc" with, "(abc" without the member itself, "-" before and "+" behind all of them.
//
// It means something only where all members have one score. Of a packed sorted set with several scores redis-server answers by a walk
// that is well defined all the same, and SortedSetValue.Select makes the same walk; a large one is searched, here and there.

namespace ActorKv.Core.DataTypes.SortedSets;

/// <summary>A bound among members that does not look at scores.</summary>
internal readonly ref struct LexBound(ReadOnlySpan<byte> member, bool behind, int extreme) : IOrderBound
{
    private readonly ReadOnlySpan<byte> _member = member;

    // -1: before all members, 1: behind all, 0: at the member.
    private readonly int _extreme = extreme;

    private readonly bool _behind = behind;

    public bool IsBehind(double otherScore, scoped ReadOnlySpan<byte> otherMember)
    {
        if (_extreme != 0) return _extreme > 0;
        int order = otherMember.SequenceCompareTo(_member);
        return order < 0 || (order == 0 && _behind);
    }

    /// <summary>True when no member can lie between this bound and <paramref name="end"/>.</summary>
    public bool LeavesNothingUpTo(in LexBound end)
    {
        if (_extreme != 0 || end._extreme != 0) return _extreme >= end._extreme;
        int order = _member.SequenceCompareTo(end._member);
        return order > 0 || (order == 0 && (_behind || !end._behind));
    }
}

internal readonly ref struct LexRange(LexBound least, LexBound most)
{
    public LexBound Least { get; } = least;

    public LexBound Most { get; } = most;

    public bool IsEmpty => Least.LeavesNothingUpTo(Most);

    public static bool TryParse(ReadOnlySpan<byte> min, ReadOnlySpan<byte> max, out LexRange range)
    {
        range = default;
        if (!TryParseEnd(min, behindWhen: (byte)'(', out LexBound least) || !TryParseEnd(max, behindWhen: (byte)'[', out LexBound most)) return false;
        range = new LexRange(least, most);
        return true;
    }

    public bool Contains(scoped ReadOnlySpan<byte> member) => !Least.IsBehind(0, member) && Most.IsBehind(0, member);

    private static bool TryParseEnd(ReadOnlySpan<byte> text, byte behindWhen, out LexBound bound)
    {
        bound = default;
        switch (text)
        {
            case [(byte)'-'] or [(byte)'-', 0, ..]:
                bound = new LexBound(default, behind: false, extreme: -1);
                return true;
            case [(byte)'+'] or [(byte)'+', 0, ..]:
                bound = new LexBound(default, behind: false, extreme: 1);
                return true;
            case [(byte)'[' or (byte)'(', ..]:
                bound = new LexBound(text[1..], behind: text[0] == behindWhen, extreme: 0);
                return true;
            default:
                return false;
        }
    }
}
