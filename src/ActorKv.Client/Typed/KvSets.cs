namespace ActorKv;

/// <summary>Commands over sets.</summary>
public static class KvSets
{
    extension(IActorKv kv)
    {
        /// <summary>Adds members, and returns how many are new. SADD.</summary>
        public ValueTask<long> SAddAsync(KvValue key, params ReadOnlySpan<KvValue> members) => kv.Send("SADD", [key, .. members], KvParsers.Int64, default);

        /// <summary>Removes members, and returns how many there were. SREM.</summary>
        public ValueTask<long> SRemAsync(KvValue key, params ReadOnlySpan<KvValue> members) => kv.Send("SREM", [key, .. members], KvParsers.Int64, default);

        /// <summary>All members, as text, in no order. SMEMBERS.</summary>
        public ValueTask<string[]> SMembersAsync(KvValue key, CancellationToken cancellationToken = default) => kv.SMembersAsync<string>(key, cancellationToken);

        /// <summary>All members, in no order. SMEMBERS.</summary>
        public ValueTask<T[]> SMembersAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("SMEMBERS", [key], KvParsers<T>.Many, cancellationToken);

        /// <summary>Whether it is a member. SISMEMBER.</summary>
        public ValueTask<bool> SIsMemberAsync(KvValue key, KvValue member, CancellationToken cancellationToken = default) =>
            kv.Send("SISMEMBER", [key, member], KvParsers.Boolean, cancellationToken);

        /// <summary>Which are members, in their order. SMISMEMBER.</summary>
        public ValueTask<bool[]> SMIsMemberAsync(KvValue key, params ReadOnlySpan<KvValue> members) =>
            kv.Send("SMISMEMBER", [key, .. members], KvParsers.Booleans, default);

        /// <summary>Number of members. SCARD.</summary>
        public ValueTask<long> SCardAsync(KvValue key, CancellationToken cancellationToken = default) => kv.Send("SCARD", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Takes a member at random; default when there is none. SPOP.</summary>
        public ValueTask<T?> SPopAsync<T>(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("SPOP", [key], KvParsers<T>.One, cancellationToken);

        /// <summary>Takes up to so many members at random. SPOP with a count.</summary>
        public ValueTask<T[]> SPopAsync<T>(KvValue key, long count, CancellationToken cancellationToken = default) =>
            kv.Send("SPOP", [key, count], KvParsers<T>.Many, cancellationToken);

        /// <summary>Members at random: up to so many different ones, or, when the number is negative, exactly so many, some perhaps twice. SRANDMEMBER.</summary>
        public ValueTask<T[]> SRandMemberAsync<T>(KvValue key, long count, CancellationToken cancellationToken = default) =>
            kv.Send("SRANDMEMBER", [key, count], KvParsers<T>.Many, cancellationToken);

        /// <summary>Moves a member from one set to another; false when it is no member. SMOVE.</summary>
        public ValueTask<bool> SMoveAsync(KvValue source, KvValue destination, KvValue member, CancellationToken cancellationToken = default) =>
            kv.Send("SMOVE", [source, destination, member], KvParsers.Boolean, cancellationToken);

        /// <summary>Members of all these sets. SINTER.</summary>
        public ValueTask<string[]> SInterAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("SINTER", keys, KvParsers<string>.Many, default);

        /// <summary>Members of any of these sets. SUNION.</summary>
        public ValueTask<string[]> SUnionAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("SUNION", keys, KvParsers<string>.Many, default);

        /// <summary>Members of the first of these sets that no other has. SDIFF.</summary>
        public ValueTask<string[]> SDiffAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("SDIFF", keys, KvParsers<string>.Many, default);

        /// <summary>Stores what SINTER gives, and returns how many members. SINTERSTORE.</summary>
        public ValueTask<long> SInterStoreAsync(KvValue destination, params ReadOnlySpan<KvValue> keys) =>
            kv.Send("SINTERSTORE", [destination, .. keys], KvParsers.Int64, default);

        /// <summary>Stores what SUNION gives, and returns how many members. SUNIONSTORE.</summary>
        public ValueTask<long> SUnionStoreAsync(KvValue destination, params ReadOnlySpan<KvValue> keys) =>
            kv.Send("SUNIONSTORE", [destination, .. keys], KvParsers.Int64, default);

        /// <summary>Stores what SDIFF gives, and returns how many members. SDIFFSTORE.</summary>
        public ValueTask<long> SDiffStoreAsync(KvValue destination, params ReadOnlySpan<KvValue> keys) =>
            kv.Send("SDIFFSTORE", [destination, .. keys], KvParsers.Int64, default);

        /// <summary>All members of a large set, page by page, or those that match a glob pattern. SSCAN.</summary>
        public IAsyncEnumerable<string> SScanAsync(KvValue key, string pattern = "*", CancellationToken cancellationToken = default) =>
            kv.Pages<string>("SSCAN", [key, 0, "MATCH", pattern], cursorAt: 1, cancellationToken);
    }
}
