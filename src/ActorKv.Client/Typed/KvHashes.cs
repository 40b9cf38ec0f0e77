namespace ActorKv;

/// <summary>Commands over hashes.</summary>
public static class KvHashes
{
    extension(IActorKv kv)
    {
        /// <summary>Sets a field; true when it is new. HSET.</summary>
        public ValueTask<bool> HSetAsync(KvValue key, KvValue field, KvValue value, CancellationToken cancellationToken = default) =>
            kv.Send("HSET", [key, field, value], KvParsers.Boolean, cancellationToken);

        /// <summary>Sets fields, and returns how many are new: <c>kv.HSetAsync("user:1", ("name", "Ann"), ("age", 30))</c>. HSET.</summary>
        public ValueTask<long> HSetAsync(KvValue key, params ReadOnlySpan<(KvValue Field, KvValue Value)> fields) => kv.HSetAsync(key, fields, default);

        /// <inheritdoc cref="HSetAsync(IActorKv, KvValue, ReadOnlySpan{ValueTuple{KvValue, KvValue}})"/>
        public ValueTask<long> HSetAsync(KvValue key, ReadOnlySpan<(KvValue Field, KvValue Value)> fields, CancellationToken cancellationToken) =>
            kv.Send("HSET", KvSending.Flatten(key, fields), KvParsers.Int64, cancellationToken);

        /// <summary>Sets a field that does not exist; false when it does. HSETNX.</summary>
        public ValueTask<bool> HSetNxAsync(KvValue key, KvValue field, KvValue value, CancellationToken cancellationToken = default) =>
            kv.Send("HSETNX", [key, field, value], KvParsers.Boolean, cancellationToken);

        /// <summary>The value of a field as text; null when there is none. HGET.</summary>
        public ValueTask<string?> HGetAsync(KvValue key, KvValue field, CancellationToken cancellationToken = default) =>
            kv.HGetAsync<string>(key, field, cancellationToken);

        /// <summary>The value of a field; default when there is none. HGET.</summary>
        public ValueTask<T?> HGetAsync<T>(KvValue key, KvValue field, CancellationToken cancellationToken = default) =>
            kv.Send("HGET", [key, field], KvParsers<T>.One, cancellationToken);

        /// <summary>Values of fields, in their order, as text; null for those that do not exist. HMGET.</summary>
        public ValueTask<string?[]> HMGetAsync(KvValue key, params ReadOnlySpan<KvValue> fields) => kv.HMGetAsync<string>(key, fields);

        /// <summary>Values of fields, in their order; default for those that do not exist. HMGET.</summary>
        public ValueTask<T?[]> HMGetAsync<T>(KvValue key, ReadOnlySpan<KvValue> fields, CancellationToken cancellationToken = default) =>
            kv.Send("HMGET", [key, .. fields], KvParsers<T?>.Many, cancellationToken);

        /// <summary>All fields and their values, as text; empty when the key does not exist. HGETALL.</summary>
        public ValueTask<Dictionary<string, string>> HGetAllAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.HGetAllAsync<string>(key, cancellationToken);

        /// <summary>All fields and their values; empty when the key does not exist. HGETALL.</summary>
        public ValueTask<Dictionary<string, T>> HGetAllAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("HGETALL", [key], KvParsers<T>.Map, cancellationToken);

        /// <summary>Deletes fields, and returns how many there were. HDEL.</summary>
        public ValueTask<long> HDelAsync(KvValue key, params ReadOnlySpan<KvValue> fields) => kv.Send("HDEL", [key, .. fields], KvParsers.Int64, default);

        /// <summary>Whether a field exists. HEXISTS.</summary>
        public ValueTask<bool> HExistsAsync(KvValue key, KvValue field, CancellationToken cancellationToken = default) =>
            kv.Send("HEXISTS", [key, field], KvParsers.Boolean, cancellationToken);

        /// <summary>Adds to a field and returns the sum. HINCRBY.</summary>
        public ValueTask<long> HIncrByAsync(KvValue key, KvValue field, long increment, CancellationToken cancellationToken = default) =>
            kv.Send("HINCRBY", [key, field, increment], KvParsers.Int64, cancellationToken);

        /// <summary>Adds to a field and returns the sum. HINCRBYFLOAT.</summary>
        public ValueTask<double> HIncrByFloatAsync(KvValue key, KvValue field, double increment, CancellationToken cancellationToken = default) =>
            kv.Send("HINCRBYFLOAT", [key, field, increment], KvParsers.Double, cancellationToken);

        /// <summary>Number of fields. HLEN.</summary>
        public ValueTask<long> HLenAsync(KvValue key, CancellationToken cancellationToken = default) => kv.Send("HLEN", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Names of all fields. HKEYS.</summary>
        public ValueTask<string[]> HKeysAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("HKEYS", [key], KvParsers<string>.Many, cancellationToken);

        /// <summary>Values of all fields. HVALS.</summary>
        public ValueTask<T[]> HValsAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("HVALS", [key], KvParsers<T>.Many, cancellationToken);

        /// <summary>All fields of a large hash, page by page, or those that match a glob pattern. HSCAN.</summary>
        public async IAsyncEnumerable<KeyValuePair<string, string>> HScanAsync(
            KvValue key, string pattern = "*", [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            string? field = null;
            await foreach (string item in kv.Pages<string>("HSCAN", [key, 0, "MATCH", pattern], cursorAt: 1, cancellationToken).ConfigureAwait(false))
            {
                if (field is not null) yield return new(field, item);
                field = field is null ? item : null;
            }
        }
    }
}
