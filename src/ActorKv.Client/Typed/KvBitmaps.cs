namespace ActorKv;

/// <summary>Commands over the bits of strings.</summary>
public static class KvBitmaps
{
    extension(IActorKv kv)
    {
        /// <summary>Sets a bit, and returns what it was. SETBIT.</summary>
        public ValueTask<bool> SetBitAsync(KvValue key, long offset, bool value, CancellationToken cancellationToken = default) =>
            kv.Send("SETBIT", [key, offset, value ? 1 : 0], KvParsers.Boolean, cancellationToken);

        /// <summary>A bit; false beyond the end. GETBIT.</summary>
        public ValueTask<bool> GetBitAsync(KvValue key, long offset, CancellationToken cancellationToken = default) =>
            kv.Send("GETBIT", [key, offset], KvParsers.Boolean, cancellationToken);

        /// <summary>Number of bits that are set in bytes <paramref name="start"/> to <paramref name="end"/>, both included; by default in all. BITCOUNT.</summary>
        public ValueTask<long> BitCountAsync(KvValue key, long start = 0, long end = -1, CancellationToken cancellationToken = default) =>
            kv.Send("BITCOUNT", [key, start, end], KvParsers.Int64, cancellationToken);

        /// <summary>Offset of the first bit that is set, or not; -1 when there is none. BITPOS.</summary>
        public ValueTask<long> BitPosAsync(KvValue key, bool value, CancellationToken cancellationToken = default) =>
            kv.Send("BITPOS", [key, value ? 1 : 0], KvParsers.Int64, cancellationToken);

        /// <summary>Combines strings bit by bit. BITOP.</summary>
        /// <param name="operation">"AND", "OR", "XOR", "NOT" …</param>
        /// <param name="destination">Gets the result.</param>
        /// <param name="keys">What is combined; one for NOT.</param>
        /// <returns>Length of the result in bytes.</returns>
        public ValueTask<long> BitOpAsync(string operation, KvValue destination, params ReadOnlySpan<KvValue> keys) =>
            kv.Send("BITOP", [operation, destination, .. keys], KvParsers.Int64, default);
    }
}
