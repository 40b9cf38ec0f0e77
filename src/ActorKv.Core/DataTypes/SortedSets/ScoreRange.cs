// An interval of scores, as commands are told it: "1.5", "(1.5" without the number itself, "-inf", "+inf". An end is read as C's strtod
// reads it, so "" is 0 and "1e400" infinite.

namespace ActorKv.Core.DataTypes.SortedSets;

/// <param name="Least">Where the interval begins.</param>
/// <param name="Most">Where it ends.</param>
internal readonly record struct ScoreRange(ScoreBound Least, ScoreBound Most)
{
    public static bool TryParse(ReadOnlySpan<byte> min, ReadOnlySpan<byte> max, out ScoreRange range)
    {
        range = default;
        if (!TryParseEnd(min, out double least, out bool aboveLeast) || !TryParseEnd(max, out double most, out bool belowMost)) return false;
        range = new ScoreRange(new ScoreBound(least, behind: aboveLeast), new ScoreBound(most, behind: !belowMost));
        return true;
    }

    private static bool TryParseEnd(ReadOnlySpan<byte> text, out double value, out bool exclusive)
    {
        exclusive = text is [(byte)'(', ..];
        return DoubleText.TryParseLenient(exclusive ? text[1..] : text, out value);
    }
}
