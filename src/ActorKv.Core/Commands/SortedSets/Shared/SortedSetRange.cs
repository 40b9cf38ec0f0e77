// Which members a command means: what the ZRANGE family, ZCOUNT, ZLEXCOUNT and the ZREMRANGE commands have in common.
//
//   start stop                           by rank                       [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]
//   min max, or max min when reversed    by score or by member         only where the command leaves the choice open
//
// All end in a run of ranks, read from one end or from the other. A negative offset skips everything, a negative count takes everything.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal enum RangeUnit { AsAsked, Rank, Score, Member }

internal enum RangeOrder { AsAsked, Ascending, Descending }

internal ref struct SortedSetRange
{
    private RangeUnit _unit;
    private long _offset;
    private long _limit;
    private long _start, _stop;
    private ScoreRange _scores;
    private LexRange _members;

    /// <summary>Whether the members are read from the highest score on.</summary>
    public bool IsDescending { get; private set; }

    public bool WithScores { get; private set; }

    /// <summary>Reads two ends and nothing else.</summary>
    public static bool TryReadEnds(ref ArgReader args, KeyTurn turn, RangeUnit unit, out SortedSetRange range)
    {
        range = new SortedSetRange { _unit = unit, _limit = -1 };
        return range.TryParseEnds(turn, args.Next(), args.Next());
    }

    /// <summary>Reads two ends and options. False when an error has been replied.</summary>
    /// <param name="args">From the first end on.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="unit">What the ends are, unless the command lets the client choose.</param>
    /// <param name="order">From which end on, unless the command lets the client choose.</param>
    /// <param name="takesScores">Whether WITHSCORES is an option.</param>
    /// <param name="range">What was read.</param>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, RangeUnit unit, RangeOrder order, bool takesScores, out SortedSetRange range)
    {
        range = new SortedSetRange { _unit = unit, _limit = -1 };
        ReadOnlySpan<byte> first = args.Next(), second = args.Next();
        while (!args.AtEnd)
        {
            if (takesScores && args.NextIs("WITHSCORES"u8)) range.WithScores = true;
            else if (args.Remaining >= 3 && args.NextIs("LIMIT"u8))
            {
                if (args.TryNextInt64(out range._offset) && args.TryNextInt64(out range._limit)) continue;
                return Fail(turn, Errors.NotAnInteger);
            }
            else if (order == RangeOrder.AsAsked && args.NextIs("REV"u8)) order = RangeOrder.Descending;
            else if (range._unit == RangeUnit.AsAsked && args.NextIs("BYLEX"u8)) range._unit = RangeUnit.Member;
            else if (range._unit == RangeUnit.AsAsked && args.NextIs("BYSCORE"u8)) range._unit = RangeUnit.Score;
            else return Fail(turn, Errors.Syntax);
        }
        if (range._unit == RangeUnit.AsAsked) range._unit = RangeUnit.Rank;
        if (range._limit != -1 && range._unit == RangeUnit.Rank)
            return Fail(turn, "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX"u8);
        if (range.WithScores && range._unit == RangeUnit.Member)
            return Fail(turn, "ERR syntax error, WITHSCORES not supported in combination with BYLEX"u8);
        range.IsDescending = order == RangeOrder.Descending;
        bool swapped = range.IsDescending && range._unit != RangeUnit.Rank;
        return swapped ? range.TryParseEnds(turn, second, first) : range.TryParseEnds(turn, first, second);
    }

    /// <summary>The members that are meant.</summary>
    public readonly RankRange In(SortedSetValue set)
    {
        if (_unit == RangeUnit.Rank) return ByRank(set.Count);
        if (_offset < 0 || _offset >= set.Count) return default;
        int skip = (int)_offset;
        return Limited(_unit == RangeUnit.Score ? set.Select(in _scores, IsDescending, skip) : set.Select(in _members, IsDescending, skip));
    }

    private readonly RankRange ByRank(int count)
    {
        long start = Math.Max(0, _start < 0 ? _start + count : _start), stop = Math.Min(count - 1, _stop < 0 ? _stop + count : _stop);
        if (start > stop) return default;
        return new RankRange((int)(IsDescending ? count - 1 - stop : start), (int)(stop - start + 1));
    }

    private readonly RankRange Limited(RankRange all)
    {
        if (_limit < 0 || _limit >= all.Count) return all;
        int count = (int)_limit;
        return new RankRange(IsDescending ? all.Start + all.Count - count : all.Start, count);
    }

    private bool TryParseEnds(KeyTurn turn, ReadOnlySpan<byte> min, ReadOnlySpan<byte> max)
    {
        switch (_unit)
        {
            case RangeUnit.Score:
                return ScoreRange.TryParse(min, max, out _scores) || Fail(turn, "ERR min or max is not a float"u8);
            case RangeUnit.Member:
                return LexRange.TryParse(min, max, out _members) || Fail(turn, "ERR min or max not valid string range item"u8);
            default:
                return (Numbers.TryParseInt64(min, out _start) && Numbers.TryParseInt64(max, out _stop)) || Fail(turn, Errors.NotAnInteger);
        }
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
