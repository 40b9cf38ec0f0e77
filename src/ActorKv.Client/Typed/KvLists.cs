namespace ActorKv;

/// <summary>An end of a list.</summary>
public enum KvEnd
{
    /// <summary>The head.</summary>
    Left,

    /// <summary>The tail.</summary>
    Right,
}

/// <summary>Commands over lists.</summary>
/// <remarks>Those that wait (BLPOP …) wait for ever with <see cref="Timeout.InfiniteTimeSpan"/>, and can be cancelled: see
/// <see cref="IActorKv.SendAsync"/>. They delay no other command.</remarks>
public static class KvLists
{
    extension(IActorKv kv)
    {
        /// <summary>Adds elements at the head, one after the other, and returns the length. LPUSH.</summary>
        public ValueTask<long> LPushAsync(KvValue key, params ReadOnlySpan<KvValue> values) => kv.Send("LPUSH", [key, .. values], KvParsers.Int64, default);

        /// <summary>Adds elements at the tail, and returns the length. RPUSH.</summary>
        public ValueTask<long> RPushAsync(KvValue key, params ReadOnlySpan<KvValue> values) => kv.Send("RPUSH", [key, .. values], KvParsers.Int64, default);

        /// <summary>Takes the first element, as text; null when there is none. LPOP.</summary>
        public ValueTask<string?> LPopAsync(KvValue key, CancellationToken cancellationToken = default) => kv.LPopAsync<string>(key, cancellationToken);

        /// <summary>Takes the first element; default when there is none. LPOP.</summary>
        public ValueTask<T?> LPopAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("LPOP", [key], KvParsers<T>.One, cancellationToken);

        /// <summary>Takes up to so many first elements. LPOP with a count.</summary>
        public ValueTask<T[]> LPopAsync<T>(KvValue key, long count, CancellationToken cancellationToken = default) =>
            kv.Send("LPOP", [key, count], KvParsers<T>.Many, cancellationToken);

        /// <summary>Takes the last element, as text; null when there is none. RPOP.</summary>
        public ValueTask<string?> RPopAsync(KvValue key, CancellationToken cancellationToken = default) => kv.RPopAsync<string>(key, cancellationToken);

        /// <summary>Takes the last element; default when there is none. RPOP.</summary>
        public ValueTask<T?> RPopAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("RPOP", [key], KvParsers<T>.One, cancellationToken);

        /// <summary>Takes up to so many last elements. RPOP with a count.</summary>
        public ValueTask<T[]> RPopAsync<T>(KvValue key, long count, CancellationToken cancellationToken = default) =>
            kv.Send("RPOP", [key, count], KvParsers<T>.Many, cancellationToken);

        /// <summary>Elements <paramref name="start"/> to <paramref name="stop"/>, both included, negative ones from the end; by default all. LRANGE.</summary>
        public ValueTask<string[]> LRangeAsync(KvValue key, long start = 0, long stop = -1, CancellationToken cancellationToken = default) =>
            kv.LRangeAsync<string>(key, start, stop, cancellationToken);

        /// <inheritdoc cref="LRangeAsync(IActorKv, KvValue, long, long, CancellationToken)"/>
        public ValueTask<T[]> LRangeAsync<T>(KvValue key, long start = 0, long stop = -1, CancellationToken cancellationToken = default) =>
            kv.Send("LRANGE", [key, start, stop], KvParsers<T>.Many, cancellationToken);

        /// <summary>Number of elements. LLEN.</summary>
        public ValueTask<long> LLenAsync(KvValue key, CancellationToken cancellationToken = default) => kv.Send("LLEN", [key], KvParsers.Int64, cancellationToken);

        /// <summary>An element, negative indices from the end; default when there is none. LINDEX.</summary>
        public ValueTask<T?> LIndexAsync<T>(KvValue key, long index, CancellationToken cancellationToken = default) =>
            kv.Send("LINDEX", [key, index], KvParsers<T>.One, cancellationToken);

        /// <summary>Replaces an element. LSET.</summary>
        /// <exception cref="KvException">There is none at this index.</exception>
        public ValueTask LSetAsync(KvValue key, long index, KvValue value, CancellationToken cancellationToken = default) =>
            kv.Do("LSET", [key, index, value], cancellationToken);

        /// <summary>Inserts before or after the first element equal to <paramref name="pivot"/>. LINSERT.</summary>
        /// <returns>The new length; -1 when there is no such element, 0 when there is no list.</returns>
        public ValueTask<long> LInsertAsync(KvValue key, KvValue pivot, KvValue value, bool after = false, CancellationToken cancellationToken = default) =>
            kv.Send("LINSERT", [key, after ? "AFTER" : "BEFORE", pivot, value], KvParsers.Int64, cancellationToken);

        /// <summary>Removes elements equal to a value: all (0), so many from the head (positive) or from the tail (negative). LREM.</summary>
        public ValueTask<long> LRemAsync(KvValue key, KvValue value, long count = 0, CancellationToken cancellationToken = default) =>
            kv.Send("LREM", [key, count, value], KvParsers.Int64, cancellationToken);

        /// <summary>Keeps elements <paramref name="start"/> to <paramref name="stop"/> alone. LTRIM.</summary>
        public ValueTask LTrimAsync(KvValue key, long start, long stop, CancellationToken cancellationToken = default) =>
            kv.Do("LTRIM", [key, start, stop], cancellationToken);

        /// <summary>Moves an element from an end of one list to an end of another; default when there is none. LMOVE.</summary>
        public ValueTask<T?> LMoveAsync<T>(KvValue source, KvValue destination, KvEnd from, KvEnd to, CancellationToken cancellationToken = default) =>
            kv.Send("LMOVE", [source, destination, Word(from), Word(to)], KvParsers<T>.One, cancellationToken);

        /// <summary>Takes the first element of the first list that has one, as text; waits for one; null when the time is over. BLPOP.</summary>
        public ValueTask<KvPopped<string>?> BLPopAsync(ReadOnlySpan<KvValue> keys, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.BLPopAsync<string>(keys, timeout, cancellationToken);

        /// <summary>Takes the first element of the first list that has one; waits for one; null when the time is over. BLPOP.</summary>
        public ValueTask<KvPopped<T>?> BLPopAsync<T>(ReadOnlySpan<KvValue> keys, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.SendPatiently("BLPOP", [.. keys, KvSending.Seconds(timeout)], KvParsers<T>.Popped, cancellationToken);

        /// <summary>Takes the last element of the first list that has one, as text; waits for one; null when the time is over. BRPOP.</summary>
        public ValueTask<KvPopped<string>?> BRPopAsync(ReadOnlySpan<KvValue> keys, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.BRPopAsync<string>(keys, timeout, cancellationToken);

        /// <summary>Takes the last element of the first list that has one; waits for one; null when the time is over. BRPOP.</summary>
        public ValueTask<KvPopped<T>?> BRPopAsync<T>(ReadOnlySpan<KvValue> keys, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.SendPatiently("BRPOP", [.. keys, KvSending.Seconds(timeout)], KvParsers<T>.Popped, cancellationToken);

        /// <summary>Moves an element as LMOVE does; waits for one; default when the time is over. BLMOVE.</summary>
        public ValueTask<T?> BLMoveAsync<T>(
            KvValue source, KvValue destination, KvEnd from, KvEnd to, TimeSpan timeout, CancellationToken cancellationToken = default) =>
            kv.SendPatiently("BLMOVE", [source, destination, Word(from), Word(to), KvSending.Seconds(timeout)], KvParsers<T>.One, cancellationToken);
    }

    private static KvValue Word(KvEnd end) => end == KvEnd.Left ? "LEFT" : "RIGHT";
}
