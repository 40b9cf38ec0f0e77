namespace ActorKv;

/// <summary>Commands over HyperLogLogs: how many different elements, about.</summary>
public static class KvHyperLogLogs
{
    extension(IActorKv kv)
    {
        /// <summary>Adds elements; true when the estimate has changed. PFADD.</summary>
        public ValueTask<bool> PfAddAsync(KvValue key, params ReadOnlySpan<KvValue> elements) => kv.Send("PFADD", [key, .. elements], KvParsers.Boolean, default);

        /// <summary>Number of different elements in all these, to about 0.8 percent. PFCOUNT.</summary>
        public ValueTask<long> PfCountAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("PFCOUNT", keys, KvParsers.Int64, default);

        /// <summary>Makes the first the union of itself and the others. PFMERGE.</summary>
        public ValueTask PfMergeAsync(KvValue destination, params ReadOnlySpan<KvValue> sources) => kv.Do("PFMERGE", [destination, .. sources], default);
    }
}
