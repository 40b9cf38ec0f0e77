// What stands under a key of the cache: one string.
//
//   | absolute deadline, 8 bytes | sliding, 8 bytes | the value … |        both little endian milliseconds, 0 for none; the deadline since 1970
//
// The key's own expiry is the earlier of the absolute deadline and the end of the sliding time. The head stands with the value because a
// reader who extends the sliding time needs the deadline, in the same turn.

using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Extensions.Caching.Distributed;

namespace ActorKv.Hosting.Caching;

/// <param name="Absolute">Unix milliseconds at which the entry ends whatever happens; 0 for never.</param>
/// <param name="Sliding">Milliseconds after its last use at which it ends; 0 for never.</param>
internal readonly record struct CacheEntry(long Absolute, long Sliding)
{
    public const int HeadBytes = 16;

    /// <summary>When an entry written now ends, unless it is used meanwhile; 0 for never.</summary>
    public long DeadlineAt(long now)
    {
        if (Sliding == 0) return Absolute;
        long deadline = now + Sliding;
        return Absolute == 0 ? deadline : Math.Min(Absolute, deadline);
    }

    /// <exception cref="ArgumentOutOfRangeException">The absolute expiry has passed.</exception>
    public static CacheEntry From(DistributedCacheEntryOptions options, DateTimeOffset now)
    {
        DateTimeOffset? absolute = options.AbsoluteExpirationRelativeToNow is { } after ? now + after : options.AbsoluteExpiration;
        if (absolute <= now) throw new ArgumentOutOfRangeException(nameof(options), options.AbsoluteExpiration, "The absolute expiry of a cache entry lies in the future.");
        // An expiry below the millisecond is one of a millisecond: 0 would be for ever.
        return new(absolute?.ToUnixTimeMilliseconds() ?? 0, options.SlidingExpiration is { } sliding ? Math.Max(1, (long)sliding.TotalMilliseconds) : 0);
    }

    public static CacheEntry Read(ReadOnlySpan<byte> entry) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt64LittleEndian(entry[8..]));

    /// <summary>Head and value, in an array of the pool.</summary>
    public ArraySegment<byte> Rent(in ReadOnlySequence<byte> value)
    {
        int length = checked(HeadBytes + (int)value.Length);
        byte[] entry = ArrayPool<byte>.Shared.Rent(length);
        BinaryPrimitives.WriteInt64LittleEndian(entry, Absolute);
        BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(8), Sliding);
        value.CopyTo(entry.AsSpan(HeadBytes));
        return new(entry, 0, length);
    }
}
