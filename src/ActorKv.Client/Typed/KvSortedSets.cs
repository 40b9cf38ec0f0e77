namespace ActorKv;

/// <summary>Conditions of ZADD.</summary>
public sealed record KvZAddOptions
{
    /// <summary>Whether members may be added, updated, or both.</summary>
    public KvWhen When { get; init; }

    /// <summary>Update only to a higher score: GT. New members are added all the same.</summary>
    public bool OnlyHigher { get; init; }

    /// <summary>Update only to a lower score: LT. New members are added all the same.</summary>
    public bool OnlyLower { get; init; }

    /// <summary>Count members whose score has changed, too: CH.</summary>
    public bool CountChanged { get; init; }

    internal KvValue[] Words() =>
    [
        .. KvStrings.Condition(When), .. (KvValue[])(OnlyHigher ? ["GT"] : []), .. (KvValue[])(OnlyLower ? ["LT"] : []), .. (KvValue[])(CountChanged ? ["CH"] : []),
    ];
}

/// <summary>Which members by their score: both ends included unless said otherwise.</summary>
/// <param name="Min">Lowest score.</param>
/// <param name="Max">Highest score.</param>
public readonly record struct KvScoreRange(double Min, double Max)
{
    /// <summary>All.</summary>
    public static KvScoreRange All => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Leave out members that have the lowest score.</summary>
    public bool ExcludeMin { get; init; }

    /// <summary>Leave out members that have the highest score.</summary>
    public bool ExcludeMax { get; init; }

    internal KvValue From => Spell(Min, ExcludeMin);

    internal KvValue To => Spell(Max, ExcludeMax);

    private static KvValue Spell(double score, bool excluded) => excluded ? "(" + ((KvValue)score).ToString() : score;
}

/// <summary>Commands over sorted sets. Ranks count from 0, the lowest score; negative ones from the end.</summary>
public static class KvSortedSets
{
    extension(IActorKv kv)
    {
        /// <summary>Adds a member or updates its score; true when it is new. ZADD.</summary>
        public ValueTask<bool> ZAddAsync(KvValue key, KvValue member, double score, CancellationToken cancellationToken = default) =>
            kv.Send("ZADD", [key, score, member], KvParsers.Boolean, cancellationToken);

        /// <summary>Adds members or updates their scores, and returns how many are new: <c>kv.ZAddAsync("board", ("ann", 12), ("bob", 7))</c>. ZADD.</summary>
        public ValueTask<long> ZAddAsync(KvValue key, params ReadOnlySpan<(KvValue Member, double Score)> members) => kv.ZAddAsync(key, members, options: null);

        /// <inheritdoc cref="ZAddAsync(IActorKv, KvValue, ReadOnlySpan{ValueTuple{KvValue, double}})"/>
        public ValueTask<long> ZAddAsync(
            KvValue key, ReadOnlySpan<(KvValue Member, double Score)> members, KvZAddOptions? options, CancellationToken cancellationToken = default)
        {
            List<KvValue> arguments = [key];
            if (options is not null) arguments.AddRange(options.Words());
            foreach ((KvValue member, double score) in members) arguments.AddRange([score, member]);
            return kv.Send("ZADD", [.. arguments], KvParsers.Int64, cancellationToken);
        }

        /// <summary>Adds to a member's score and returns the sum. ZINCRBY.</summary>
        public ValueTask<double> ZIncrByAsync(KvValue key, KvValue member, double increment, CancellationToken cancellationToken = default) =>
            kv.Send("ZINCRBY", [key, increment, member], KvParsers.Double, cancellationToken);

        /// <summary>Removes members, and returns how many there were. ZREM.</summary>
        public ValueTask<long> ZRemAsync(KvValue key, params ReadOnlySpan<KvValue> members) => kv.Send("ZREM", [key, .. members], KvParsers.Int64, default);

        /// <summary>A member's score; null when it is none. ZSCORE.</summary>
        public ValueTask<double?> ZScoreAsync(KvValue key, KvValue member, CancellationToken cancellationToken = default) =>
            kv.Send("ZSCORE", [key, member], KvParsers.NullableDouble, cancellationToken);

        /// <summary>A member's rank, from the lowest score or from the highest; null when it is none. ZRANK, ZREVRANK.</summary>
        public ValueTask<long?> ZRankAsync(KvValue key, KvValue member, bool fromHighest = false, CancellationToken cancellationToken = default) =>
            kv.Send(fromHighest ? "ZREVRANK" : "ZRANK", [key, member], KvParsers.NullableInt64, cancellationToken);

        /// <summary>Number of members. ZCARD.</summary>
        public ValueTask<long> ZCardAsync(KvValue key, CancellationToken cancellationToken = default) => kv.Send("ZCARD", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Number of members in a range of scores. ZCOUNT.</summary>
        public ValueTask<long> ZCountAsync(KvValue key, KvScoreRange range, CancellationToken cancellationToken = default) =>
            kv.Send("ZCOUNT", [key, range.From, range.To], KvParsers.Int64, cancellationToken);

        /// <summary>Members by rank, as text; by default all. ZRANGE.</summary>
        public ValueTask<string[]> ZRangeAsync(KvValue key, long start = 0, long stop = -1, bool fromHighest = false, CancellationToken cancellationToken = default) =>
            kv.Send("ZRANGE", [key, start, stop, .. (KvValue[])(fromHighest ? ["REV"] : [])], KvParsers<string>.Many, cancellationToken);

        /// <summary>Members by rank, with their scores; by default all. ZRANGE with WITHSCORES.</summary>
        public ValueTask<KvScored<T>[]> ZRangeWithScoresAsync<T>(
            KvValue key, long start = 0, long stop = -1, bool fromHighest = false, CancellationToken cancellationToken = default) =>
            kv.Send("ZRANGE", [key, start, stop, .. (KvValue[])(fromHighest ? ["REV"] : []), "WITHSCORES"], KvParsers<T>.Scored, cancellationToken);

        /// <summary>Members by score, with their scores. ZRANGE with BYSCORE.</summary>
        /// <param name="key">The key.</param>
        /// <param name="range">Lowest and highest score.</param>
        /// <param name="fromHighest">Begin with the highest.</param>
        /// <param name="offset">How many to pass over.</param>
        /// <param name="count">How many at most; negative for all.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public ValueTask<KvScored<T>[]> ZRangeByScoreAsync<T>(
            KvValue key, KvScoreRange range, bool fromHighest = false, long offset = 0, long count = -1, CancellationToken cancellationToken = default)
        {
            (KvValue first, KvValue last) = fromHighest ? (range.To, range.From) : (range.From, range.To);
            return kv.Send("ZRANGE", [key, first, last, "BYSCORE", .. (KvValue[])(fromHighest ? ["REV"] : []), "LIMIT", offset, count, "WITHSCORES"],
                KvParsers<T>.Scored, cancellationToken);
        }

        /// <summary>Removes members by rank, and returns how many. ZREMRANGEBYRANK.</summary>
        public ValueTask<long> ZRemRangeByRankAsync(KvValue key, long start, long stop, CancellationToken cancellationToken = default) =>
            kv.Send("ZREMRANGEBYRANK", [key, start, stop], KvParsers.Int64, cancellationToken);

        /// <summary>Removes members by score, and returns how many. ZREMRANGEBYSCORE.</summary>
        public ValueTask<long> ZRemRangeByScoreAsync(KvValue key, KvScoreRange range, CancellationToken cancellationToken = default) =>
            kv.Send("ZREMRANGEBYSCORE", [key, range.From, range.To], KvParsers.Int64, cancellationToken);

        /// <summary>Takes up to so many members with the lowest scores. ZPOPMIN.</summary>
        public ValueTask<KvScored<T>[]> ZPopMinAsync<T>(KvValue key, long count = 1, CancellationToken cancellationToken = default) =>
            kv.Send("ZPOPMIN", [key, count], KvParsers<T>.Scored, cancellationToken);

        /// <summary>Takes up to so many members with the highest scores. ZPOPMAX.</summary>
        public ValueTask<KvScored<T>[]> ZPopMaxAsync<T>(KvValue key, long count = 1, CancellationToken cancellationToken = default) =>
            kv.Send("ZPOPMAX", [key, count], KvParsers<T>.Scored, cancellationToken);

        /// <summary>Takes the member with the lowest score of the first sorted set that has one; waits for one; null when the time is over. BZPOPMIN.</summary>
        public ValueTask<KvPopped<KvScored<T>>?> BZPopMinAsync<T>(ReadOnlySpan<KvValue> keys, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.SendPatiently("BZPOPMIN", [.. keys, KvSending.Seconds(timeout)], KvParsers<T>.PoppedScored, cancellationToken);

        /// <summary>Takes the member with the highest score of the first sorted set that has one; waits for one; null when the time is over. BZPOPMAX.</summary>
        public ValueTask<KvPopped<KvScored<T>>?> BZPopMaxAsync<T>(ReadOnlySpan<KvValue> keys, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.SendPatiently("BZPOPMAX", [.. keys, KvSending.Seconds(timeout)], KvParsers<T>.PoppedScored, cancellationToken);

        /// <summary>Stores members of any of these sorted sets with the sums of their scores, and returns how many. ZUNIONSTORE.</summary>
        public ValueTask<long> ZUnionStoreAsync(KvValue destination, params ReadOnlySpan<KvValue> keys) =>
            kv.Send("ZUNIONSTORE", [destination, keys.Length, .. keys], KvParsers.Int64, default);

        /// <summary>Stores members of all these sorted sets with the sums of their scores, and returns how many. ZINTERSTORE.</summary>
        public ValueTask<long> ZInterStoreAsync(KvValue destination, params ReadOnlySpan<KvValue> keys) =>
            kv.Send("ZINTERSTORE", [destination, keys.Length, .. keys], KvParsers.Int64, default);
    }
}
