// IDistributedCache over any IActorKv.
//
//   Set      one SET with the entry's deadline
//   Get      GET ── the head says that nothing slides ──► done                      one turn
//             └──── it slides ──► a script: read, and move the expiry               one turn that counts; the GET was a hint
//   Refresh  the same script, without the value
//
// Read and extension are one turn because others write the key too: between two turns it could be replaced, and the reader would give the
// new entry the old one's time. The script asks the entry itself how far it may go, so no reader takes it past the absolute deadline.
//
// Deadlines are computed by the cache's clock, and kept by the store's. In one process that is one clock.

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace ActorKv.Hosting.Caching;

/// <summary>A distributed cache over a store, in process or behind TCP.</summary>
public sealed class ActorKvCache : IBufferDistributedCache
{
    // KEYS[1] the entry; ARGV[1] "1" to get it, "0" to extend its time only.
    private const string Script = """
        local entry = redis.call('GET', KEYS[1])
        if not entry then return false end
        local absolute, sliding = struct.unpack('<ll', entry)
        if sliding > 0 then
            local now = redis.call('TIME')
            local deadline = now[1] * 1000 + math.floor(now[2] / 1000) + sliding
            if absolute > 0 and absolute < deadline then deadline = absolute end
            redis.call('PEXPIREAT', KEYS[1], string.format('%.0f', deadline))
        end
        if ARGV[1] == '1' then return entry end
        return true
        """;

    private static readonly KvValue ScriptDigest = DigestOf(Script);
    private static readonly KvReplyParser<bool> Done = static (ref KvReplyReader reply) => true;
    private static readonly KvReplyParser<Found> ReadHint = static (ref KvReplyReader reply) => Found.Read(ref reply, isHint: true);
    private static readonly KvReplyParser<Found> ReadEntry = static (ref KvReplyReader reply) => Found.Read(ref reply, isHint: false);

    private readonly IActorKv _kv;
    private readonly string _prefix;
    private readonly TimeProvider _time;

    /// <param name="kv">The store.</param>
    /// <param name="options">How keys begin. Its store name is of no interest here.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public ActorKvCache(IActorKv kv, ActorKvCacheOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(kv);
        _kv = kv;
        _prefix = (options ?? new()).KeyPrefix;
        _time = time ?? TimeProvider.System;
    }

    // What a read has found. A sliding entry that a GET has met is not read yet: the script has to.
    private readonly record struct Found(byte[]? Value, bool Slides)
    {
        public static Found Read(ref KvReplyReader reply, bool isHint)
        {
            if (reply.TryReadNull()) return default;
            ReadOnlySpan<byte> entry = reply.ReadBytes();
            // Somebody else's string under our prefix is no entry.
            if (entry.Length < CacheEntry.HeadBytes) return default;
            if (isHint && CacheEntry.Read(entry).Sliding > 0) return new(null, Slides: true);
            return new(entry[CacheEntry.HeadBytes..].ToArray(), Slides: false);
        }
    }

    /// <inheritdoc/>
    public byte[]? Get(string key) => Wait(FindAsync(key, default));

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => await FindAsync(key, token).ConfigureAwait(false);

    /// <inheritdoc/>
    public bool TryGet(string key, IBufferWriter<byte> destination) => Write(Get(key), destination);

    /// <inheritdoc/>
    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default) =>
        Write(await FindAsync(key, token).ConfigureAwait(false), destination);

    /// <inheritdoc/>
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        ArgumentNullException.ThrowIfNull(value);
        Wait(StoreAsync(key, new(value), options, default));
    }

    /// <inheritdoc/>
    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        await StoreAsync(key, new(value), options, token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => Wait(StoreAsync(key, value, options, default));

    /// <inheritdoc/>
    public async ValueTask SetAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        await StoreAsync(key, value, options, token).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Refresh(string key) => Wait(ExtendAsync(key, get: false, Done, default));

    /// <inheritdoc/>
    public async Task RefreshAsync(string key, CancellationToken token = default) => await ExtendAsync(key, get: false, Done, token).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Remove(string key) => Wait(_kv.SendAsync(new KvCommand("DEL", [KeyOf(key)]), Done));

    /// <inheritdoc/>
    public async Task RemoveAsync(string key, CancellationToken token = default) =>
        await _kv.SendAsync(new KvCommand("DEL", [KeyOf(key)]), Done, token).ConfigureAwait(false);

    private async ValueTask<byte[]?> FindAsync(string key, CancellationToken cancellation)
    {
        Found found = await _kv.SendAsync(new KvCommand("GET", [KeyOf(key)]), ReadHint, cancellation).ConfigureAwait(false);
        if (found.Slides) found = await ExtendAsync(key, get: true, ReadEntry, cancellation).ConfigureAwait(false);
        return found.Value;
    }

    private ValueTask<bool> StoreAsync(string key, in ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        DateTimeOffset now = _time.GetUtcNow();
        CacheEntry entry = CacheEntry.From(options, now);
        long deadline = entry.DeadlineAt(now.ToUnixTimeMilliseconds());
        KvValue name = KeyOf(key);
        ArraySegment<byte> bytes = entry.Rent(value);
        try
        {
            // The bytes are encoded when SendAsync returns.
            ReadOnlyMemory<byte> memory = bytes;
            KvCommand set = deadline == 0 ? new("SET", [name, memory]) : new("SET", [name, memory, "PXAT", deadline]);
            return _kv.SendAsync(set, Done, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes.Array!);
        }
    }

    private async ValueTask<T> ExtendAsync<T>(string key, bool get, KvReplyParser<T> parser, CancellationToken cancellation)
    {
        try
        {
            return await _kv.SendAsync(new KvCommand("EVALSHA", [ScriptDigest, 1, KeyOf(key), get ? 1 : 0]), parser, cancellation).ConfigureAwait(false);
        }
        catch (KvException unknown) when (unknown.Code == "NOSCRIPT")
        {
            return await _kv.SendAsync(new KvCommand("EVAL", [Script, 1, KeyOf(key), get ? 1 : 0]), parser, cancellation).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "EVALSHA names scripts by their SHA-1; nothing is protected by it.")]
    private static string DigestOf(string script) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(script)));

    private KvValue KeyOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _prefix + key;
    }

    private static bool Write(byte[]? value, IBufferWriter<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (value is null) return false;
        destination.Write(value);
        return true;
    }

    // In process nearly every call is complete when it returns.
    private static T Wait<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();
}
