// Union, intersection and difference of sorted sets and sets.
//
// A score is weight * score, and where several meet they are added, or the lowest or highest is taken, in the order of the sources from
// the smallest to the largest: adding doubles in another order would give other last digits than Redis has. What is no number (0 * inf,
// inf - inf) is 0.
//
// The result is a table: a reply needs its order, and STORE packs it when it is small.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal enum CombinationKind { Union, Intersection, Difference }

internal static class Combination
{
    /// <summary>ZUNION, ZINTER and ZDIFF.</summary>
    public static void Reply(ref ArgReader args, KeyTurn turn, CombinationKind kind, CommandSpec spec)
    {
        if (!CombinationArguments.TryRead(ref args, turn, spec, OptionsOf(kind) | CombinationOptions.WithScores, out CombinationArguments asked)) return;
        SortedSetValue result = SortedSetValue.Of(Combine(in asked, kind));
        SortedSetReply.Members(turn.Reply, result, new RankRange(0, result.Count), backwards: false, asked.WithScores);
    }

    /// <summary>ZUNIONSTORE, ZINTERSTORE and ZDIFFSTORE.</summary>
    public static void Store(ref ArgReader args, KeyTurn turn, CombinationKind kind, CommandSpec spec)
    {
        ReadOnlySpan<byte> destination = args.Next();
        if (!CombinationArguments.TryRead(ref args, turn, spec, OptionsOf(kind), out CombinationArguments asked)) return;
        SortedSetStore.Execute(turn, destination, SortedSetValue.Of(Combine(in asked, kind), turn.Settings), NoticeOf(kind));
    }

    /// <summary>Number of members that are in all sources, as far as <paramref name="limit"/>; 0: all.</summary>
    public static long CountCommon(MemberSource[] sources, long limit)
    {
        SortBySize(sources);
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        long count = 0;
        foreach (MemberSource.Walk at in sources[0])
        {
            ReadOnlySpan<byte> member = at.Member.Text(scratch);
            if (IsInAll(sources, member, at.HashOf(member)) && ++count == limit) break;
        }
        return count;
    }

    private static ReadOnlySpan<byte> NoticeOf(CombinationKind kind) => kind switch
    {
        CombinationKind.Union => "zunionstore"u8,
        CombinationKind.Intersection => "zinterstore"u8,
        _ => "zdiffstore"u8,
    };

    private static CombinationOptions OptionsOf(CombinationKind kind) =>
        kind == CombinationKind.Difference ? CombinationOptions.None : CombinationOptions.Weights | CombinationOptions.Aggregate;

    private static ScoredTable Combine(in CombinationArguments asked, CombinationKind kind)
    {
        ScoredTable result = new();
        if (kind != CombinationKind.Difference) SortBySize(asked.Sources);
        if (kind == CombinationKind.Union) Unite(asked.Sources, asked.Aggregation, result);
        else if (kind == CombinationKind.Intersection) Intersect(asked.Sources, asked.Aggregation, result);
        else Subtract(asked.Sources, result);
        result.Arrange();
        return result;
    }

    private static void Unite(MemberSource[] sources, Aggregation aggregation, ScoredTable result)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (MemberSource source in sources)
        {
            foreach (MemberSource.Walk at in source)
            {
                ReadOnlySpan<byte> member = at.Member.Text(scratch);
                uint hash = at.HashOf(member);
                double score = NumberOrZero(source.Weight * at.Score);
                int entry = result.Find(member, hash);
                if (entry < 0) result.AddUnordered(at.Own ?? member.ToArray(), hash, score);
                else result[entry].Score = Aggregate(result[entry].Score, score, aggregation);
            }
        }
    }

    private static void Intersect(MemberSource[] sources, Aggregation aggregation, ScoredTable result)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (MemberSource.Walk at in sources[0])
        {
            ReadOnlySpan<byte> member = at.Member.Text(scratch);
            uint hash = at.HashOf(member);
            double score = NumberOrZero(sources[0].Weight * at.Score);
            int found = 1;
            for (; found < sources.Length && sources[found].TryFind(member, hash, out double other); found++)
                score = Aggregate(score, sources[found].Weight * other, aggregation);
            if (found == sources.Length) result.AddUnordered(at.Own ?? member.ToArray(), hash, score);
        }
    }

    private static void Subtract(MemberSource[] sources, ScoredTable result)
    {
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        foreach (MemberSource.Walk at in sources[0])
        {
            ReadOnlySpan<byte> member = at.Member.Text(scratch);
            uint hash = at.HashOf(member);
            int missing = 1;
            while (missing < sources.Length && !sources[missing].TryFind(member, hash, out _)) missing++;
            if (missing == sources.Length) result.AddUnordered(at.Own ?? member.ToArray(), hash, at.Score);
        }
    }

    private static bool IsInAll(MemberSource[] sources, ReadOnlySpan<byte> member, uint hash)
    {
        foreach (ref MemberSource source in sources.AsSpan(1))
            if (!source.TryFind(member, hash, out _)) return false;
        return true;
    }

    // Written so that NaN on the right never wins: it comes of an infinite score and a weight of 0, and Redis compares in this way.
    private static double Aggregate(double left, double right, Aggregation aggregation) => aggregation switch
    {
        Aggregation.Min => right < left ? right : left,
        Aggregation.Max => right > left ? right : left,
        _ => NumberOrZero(left + right),
    };

    private static double NumberOrZero(double score) => double.IsNaN(score) ? 0 : score;

    // From the smallest on; those of one size stay in their order.
    private static void SortBySize(MemberSource[] sources)
    {
        Span<long> places = sources.Length <= 64 ? stackalloc long[64] : new long[sources.Length];
        places = places[..sources.Length];
        for (int i = 0; i < sources.Length; i++) places[i] = (long)sources[i].Count << 32 | (uint)i;
        places.Sort(sources.AsSpan());
    }
}
