namespace ActorKv;

/// <summary>Commands over strings.</summary>
public static class KvStrings
{
    extension(IActorKv kv)
    {
        /// <summary>The value of a key as text; null when it does not exist. GET.</summary>
        public ValueTask<string?> GetAsync(KvValue key, CancellationToken cancellationToken = default) => kv.GetAsync<string>(key, cancellationToken);

        /// <summary>The value of a key; default when it does not exist. GET.</summary>
        /// <typeparam name="T">string, byte[], ReadOnlyMemory&lt;byte&gt;, long, int, double (these also with ?), bool or KvReply.</typeparam>
        public ValueTask<T?> GetAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("GET", [key], KvParsers<T>.One, cancellationToken);

        /// <summary>Sets a key. SET.</summary>
        /// <param name="key">The key.</param>
        /// <param name="value">Its new value.</param>
        /// <param name="expiry">When it expires. Default: never.</param>
        /// <param name="when">Under which condition.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <returns>False when the condition did not hold.</returns>
        public ValueTask<bool> SetAsync(
            KvValue key, KvValue value, KvExpiry expiry = default, KvWhen when = KvWhen.Always, CancellationToken cancellationToken = default)
        {
            if (expiry == default && when == KvWhen.Always) return kv.Send("SET", [key, value], KvParsers.Ok, cancellationToken);
            return kv.Send("SET", [key, value, .. expiry.Options(never: null), .. Condition(when)], KvParsers.Ok, cancellationToken);
        }

        /// <summary>Sets a key and returns what it was; default when it did not exist. SET with GET.</summary>
        /// <inheritdoc cref="SetAsync(IActorKv, KvValue, KvValue, KvExpiry, KvWhen, CancellationToken)"/>
        public ValueTask<T?> SetAndGetAsync<T>(
            KvValue key, KvValue value, KvExpiry expiry = default, KvWhen when = KvWhen.Always, CancellationToken cancellationToken = default) =>
            kv.Send("SET", [key, value, "GET", .. expiry.Options(never: null), .. Condition(when)], KvParsers<T>.One, cancellationToken);

        /// <summary>Values of many keys, in their order, as text; null for those that do not exist. MGET.</summary>
        public ValueTask<string?[]> MGetAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("MGET", keys, KvParsers<string?>.Many, default);

        /// <summary>Values of many keys, in their order; default for those that do not exist. MGET.</summary>
        public ValueTask<T?[]> MGetAsync<T>(ReadOnlySpan<KvValue> keys, CancellationToken cancellationToken = default) =>
            kv.Send("MGET", keys, KvParsers<T?>.Many, cancellationToken);

        /// <summary>Sets many keys at one moment: <c>kv.MSetAsync(("a", 1), ("b", 2))</c>. MSET.</summary>
        public ValueTask MSetAsync(params ReadOnlySpan<(KvValue Key, KvValue Value)> values) => kv.MSetAsync(values, default);

        /// <inheritdoc cref="MSetAsync(IActorKv, ReadOnlySpan{ValueTuple{KvValue, KvValue}})"/>
        public ValueTask MSetAsync(ReadOnlySpan<(KvValue Key, KvValue Value)> values, CancellationToken cancellationToken) =>
            kv.Do("MSET", KvSending.Flatten(null, values), cancellationToken);

        /// <summary>Adds 1 and returns the sum. INCR.</summary>
        public ValueTask<long> IncrAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("INCR", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Adds and returns the sum. INCRBY.</summary>
        public ValueTask<long> IncrByAsync(KvValue key, long increment, CancellationToken cancellationToken = default) =>
            kv.Send("INCRBY", [key, increment], KvParsers.Int64, cancellationToken);

        /// <summary>Adds and returns the sum. INCRBYFLOAT.</summary>
        public ValueTask<double> IncrByFloatAsync(KvValue key, double increment, CancellationToken cancellationToken = default) =>
            kv.Send("INCRBYFLOAT", [key, increment], KvParsers.Double, cancellationToken);

        /// <summary>Subtracts 1 and returns the difference. DECR.</summary>
        public ValueTask<long> DecrAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("DECR", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Subtracts and returns the difference. DECRBY.</summary>
        public ValueTask<long> DecrByAsync(KvValue key, long decrement, CancellationToken cancellationToken = default) =>
            kv.Send("DECRBY", [key, decrement], KvParsers.Int64, cancellationToken);

        /// <summary>Appends, and returns the new length in bytes. APPEND.</summary>
        public ValueTask<long> AppendAsync(KvValue key, KvValue value, CancellationToken cancellationToken = default) =>
            kv.Send("APPEND", [key, value], KvParsers.Int64, cancellationToken);

        /// <summary>Length in bytes; 0 when the key does not exist. STRLEN.</summary>
        public ValueTask<long> StrLenAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("STRLEN", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Returns the value and deletes the key. GETDEL.</summary>
        public ValueTask<T?> GetDelAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("GETDEL", [key], KvParsers<T>.One, cancellationToken);

        /// <summary>Returns the value and sets when the key expires. GETEX.</summary>
        public ValueTask<T?> GetExAsync<T>(KvValue key, KvExpiry expiry, CancellationToken cancellationToken = default) =>
            expiry == KvExpiry.Kept
                ? kv.GetAsync<T>(key, cancellationToken)
                : kv.Send("GETEX", [key, .. expiry.Options(never: "PERSIST")], KvParsers<T>.One, cancellationToken);

        /// <summary>A part of the value: bytes <paramref name="start"/> to <paramref name="end"/>, both included, negative ones from the end. GETRANGE.</summary>
        public ValueTask<T?> GetRangeAsync<T>(KvValue key, long start, long end, CancellationToken cancellationToken = default) =>
            kv.Send("GETRANGE", [key, start, end], KvParsers<T>.One, cancellationToken);

        /// <summary>Overwrites a part of the value, and returns its length in bytes. SETRANGE.</summary>
        public ValueTask<long> SetRangeAsync(KvValue key, long offset, KvValue value, CancellationToken cancellationToken = default) =>
            kv.Send("SETRANGE", [key, offset, value], KvParsers.Int64, cancellationToken);
    }

    internal static KvValue[] Condition(KvWhen when) => when switch
    {
        KvWhen.Absent => ["NX"],
        KvWhen.Present => ["XX"],
        _ => [],
    };
}
