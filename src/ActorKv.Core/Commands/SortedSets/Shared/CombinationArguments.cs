// What the combinations (ZUNION, ZINTER, ZDIFF, their STORE forms, ZINTERCARD) are told, from the number of keys on:
//
//   numkeys key … [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX] [WITHSCORES]            ZINTERCARD: [LIMIT limit]
//
// Which of the options there are depends on the command. Keys of another type are noticed before options are read, as in Redis.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

/// <summary>How the scores of one member in several sources become one.</summary>
internal enum Aggregation { Sum, Min, Max }

[Flags]
internal enum CombinationOptions
{
    None = 0,
    Weights = 1 << 0,
    Aggregate = 1 << 1,
    WithScores = 1 << 2,
    Limit = 1 << 3,
}

/// <param name="Sources">In the order in which they were given.</param>
/// <param name="Aggregation">How scores are put together.</param>
/// <param name="WithScores">Whether scores are replied.</param>
/// <param name="Limit">How far ZINTERCARD counts; 0: to the end.</param>
internal readonly record struct CombinationArguments(MemberSource[] Sources, Aggregation Aggregation, bool WithScores, long Limit)
{
    /// <summary>Reads the arguments and finds the sources. False when an error has been replied.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, CommandSpec spec, CombinationOptions known, out CombinationArguments read)
    {
        read = default;
        if (!args.TryNextInt64(out long keys)) return Fail(turn, Errors.NotAnInteger);
        if (keys < 1)
        {
            turn.Reply.Error($"ERR at least 1 input key is needed for '{spec.FullName}' command");
            return false;
        }
        if (keys > args.Remaining) return Fail(turn, Errors.Syntax);
        MemberSource[] sources = new MemberSource[(int)keys];
        foreach (ref MemberSource source in sources.AsSpan())
        {
            KeyEntry key = turn.Read(args.Next());
            if (key.Exists && (key.Value is null || !MemberSource.IsReadable(key.Value))) return Fail(turn, Errors.WrongType);
            source = new MemberSource(key.Value, 1);
        }
        return TryReadOptions(ref args, turn, known, sources, out read);
    }

    private static bool TryReadOptions(ref ArgReader args, KeyTurn turn, CombinationOptions known, MemberSource[] sources, out CombinationArguments read)
    {
        read = default;
        Aggregation aggregation = Aggregation.Sum;
        bool withScores = false;
        long limit = 0;
        while (!args.AtEnd)
        {
            if (known.HasFlag(CombinationOptions.Weights) && args.Remaining > sources.Length && args.NextIs("WEIGHTS"u8))
            {
                if (!TryReadWeights(ref args, sources)) return Fail(turn, "ERR weight value is not a float"u8);
            }
            else if (known.HasFlag(CombinationOptions.Aggregate) && args.Remaining >= 2 && args.NextIs("AGGREGATE"u8))
            {
                if (args.NextIs("SUM"u8)) aggregation = Aggregation.Sum;
                else if (args.NextIs("MIN"u8)) aggregation = Aggregation.Min;
                else if (args.NextIs("MAX"u8)) aggregation = Aggregation.Max;
                else return Fail(turn, Errors.Syntax);
            }
            else if (known.HasFlag(CombinationOptions.WithScores) && args.NextIs("WITHSCORES"u8)) withScores = true;
            else if (known.HasFlag(CombinationOptions.Limit) && args.Remaining >= 2 && args.NextIs("LIMIT"u8))
            {
                if (!args.TryNextInt64(out limit) || limit < 0) return Fail(turn, "ERR LIMIT can't be negative"u8);
            }
            else return Fail(turn, Errors.Syntax);
        }
        read = new CombinationArguments(sources, aggregation, withScores, limit);
        return true;
    }

    private static bool TryReadWeights(ref ArgReader args, MemberSource[] sources)
    {
        foreach (ref MemberSource source in sources.AsSpan())
        {
            if (!DoubleText.TryParse(args.Next(), out double weight)) return false;
            source = source with { Weight = weight };
        }
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
