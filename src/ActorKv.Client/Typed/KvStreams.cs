namespace ActorKv;

/// <summary>How an entry is added to a stream.</summary>
public sealed record KvXAddOptions
{
    /// <summary>The entry's ID. Default: one that the server makes of its clock.</summary>
    public string Id { get; init; } = "*";

    /// <summary>Drops the oldest entries beyond so many.</summary>
    public long? MaxLength { get; init; }

    /// <summary>Drops entries older than this ID.</summary>
    public string? MinId { get; init; }

    /// <summary>Drops exactly, not as much as is cheap.</summary>
    public bool TrimExactly { get; init; }

    /// <summary>Adds nothing when there is no such stream.</summary>
    public bool OnlyIfPresent { get; init; }

    internal KvValue[] Words()
    {
        List<KvValue> words = [];
        if (OnlyIfPresent) words.Add("NOMKSTREAM");
        if (MaxLength is { } length) words.AddRange(["MAXLEN", TrimExactly ? "=" : "~", length]);
        else if (MinId is { } id) words.AddRange(["MINID", TrimExactly ? "=" : "~", id]);
        words.Add(Id);
        return [.. words];
    }
}

/// <summary>Commands over streams. IDs are text: "-" the oldest, "+" the newest, "1700000000000-0", "(…" to leave that one out.</summary>
public static class KvStreams
{
    extension(IActorKv kv)
    {
        /// <summary>Adds an entry: <c>kv.XAddAsync("log", ("level", "info"), ("text", "started"))</c>. XADD.</summary>
        /// <returns>Its ID.</returns>
        public ValueTask<string> XAddAsync(KvValue key, params ReadOnlySpan<(KvValue Field, KvValue Value)> fields) =>
            kv.Send("XADD", [key, "*", .. KvSending.Flatten(null, fields)], KvParsers.Text, default);

        /// <summary>Adds an entry. XADD.</summary>
        /// <returns>Its ID; null when there is no such stream and none was to be made.</returns>
        public ValueTask<string?> XAddAsync(
            KvValue key, ReadOnlySpan<(KvValue Field, KvValue Value)> fields, KvXAddOptions options, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(options);
            return kv.Send("XADD", [key, .. options.Words(), .. KvSending.Flatten(null, fields)], KvParsers<string>.One, cancellationToken);
        }

        /// <summary>Number of entries. XLEN.</summary>
        public ValueTask<long> XLenAsync(KvValue key, CancellationToken cancellationToken = default) => kv.Send("XLEN", [key], KvParsers.Int64, cancellationToken);

        /// <summary>Entries from one ID to another, both included, oldest first; by default all. XRANGE.</summary>
        public ValueTask<KvStreamEntry[]> XRangeAsync(
            KvValue key, string from = "-", string to = "+", long? count = null, CancellationToken cancellationToken = default) =>
            kv.Send("XRANGE", [key, from, to, .. Count(count)], KvStreamParsers.Entries, cancellationToken);

        /// <summary>The same, newest first. XREVRANGE.</summary>
        public ValueTask<KvStreamEntry[]> XRevRangeAsync(
            KvValue key, string from = "+", string to = "-", long? count = null, CancellationToken cancellationToken = default) =>
            kv.Send("XREVRANGE", [key, from, to, .. Count(count)], KvStreamParsers.Entries, cancellationToken);

        /// <summary>Deletes entries, and returns how many there were. XDEL.</summary>
        public ValueTask<long> XDelAsync(KvValue key, params ReadOnlySpan<KvValue> ids) => kv.Send("XDEL", [key, .. ids], KvParsers.Int64, default);

        /// <summary>Drops the oldest entries beyond so many, and returns how many they were. XTRIM with MAXLEN.</summary>
        public ValueTask<long> XTrimAsync(KvValue key, long maxLength, bool exactly = true, CancellationToken cancellationToken = default) =>
            kv.Send("XTRIM", [key, "MAXLEN", exactly ? "=" : "~", maxLength], KvParsers.Int64, cancellationToken);

        /// <summary>Entries behind the given IDs: <c>kv.XReadAsync([("log", "$")], Timeout.InfiniteTimeSpan)</c>. XREAD.</summary>
        /// <param name="streams">Streams, and the ID behind which to read of each: "0" all, "$" only what comes.</param>
        /// <param name="wait">How long to wait for one; null: not at all.</param>
        /// <param name="count">How many entries of each stream at most.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <returns>Streams that have such entries; none when the time is over.</returns>
        public ValueTask<KvStreamEntries[]> XReadAsync(
            ReadOnlySpan<(KvValue Key, KvValue Id)> streams, TimeSpan? wait = null, long? count = null, CancellationToken cancellationToken = default) =>
            kv.SendAsync(new(Needs(wait), "XREAD", [.. Count(count), .. Wait(wait), .. Streams(streams)]), KvStreamParsers.Streams, cancellationToken);

        /// <summary>Makes a group of consumers, and the stream when it does not exist. XGROUP CREATE.</summary>
        /// <param name="key">The stream.</param>
        /// <param name="group">The group's name.</param>
        /// <param name="from">The ID behind which the group reads: "0" all, "$" only what comes.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <returns>False when there is such a group.</returns>
        public async ValueTask<bool> XGroupCreateAsync(KvValue key, KvValue group, string from = "$", CancellationToken cancellationToken = default)
        {
            try
            {
                return await kv.Send("XGROUP", ["CREATE", key, group, from, "MKSTREAM"], KvParsers.Ok, cancellationToken).ConfigureAwait(false);
            }
            catch (KvException exists) when (exists.Code == "BUSYGROUP")
            {
                return false;
            }
        }

        /// <summary>Entries for a consumer of a group, which are pending until <c>XAckAsync</c>. XREADGROUP.</summary>
        /// <param name="group">The group.</param>
        /// <param name="consumer">The consumer's name.</param>
        /// <param name="streams">Streams, and ">" for new entries, or an ID behind which to read what is pending of this consumer.</param>
        /// <param name="wait">How long to wait for a new entry; null: not at all.</param>
        /// <param name="count">How many entries of each stream at most.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public ValueTask<KvStreamEntries[]> XReadGroupAsync(
            KvValue group, KvValue consumer, ReadOnlySpan<(KvValue Key, KvValue Id)> streams, TimeSpan? wait = null, long? count = null,
            CancellationToken cancellationToken = default) =>
            kv.SendAsync(new(Needs(wait), "XREADGROUP", ["GROUP", group, consumer, .. Count(count), .. Wait(wait), .. Streams(streams)]),
                KvStreamParsers.Streams, cancellationToken);

        /// <summary>Says that entries are done, and returns how many were pending. XACK.</summary>
        public ValueTask<long> XAckAsync(KvValue key, KvValue group, params ReadOnlySpan<KvValue> ids) =>
            kv.Send("XACK", [key, group, .. ids], KvParsers.Int64, default);

        /// <summary>Takes over entries that have been pending with whatever consumer for so long. XAUTOCLAIM.</summary>
        /// <returns>The ID to go on from ("0-0" at the end), and the entries.</returns>
        public ValueTask<(string Next, KvStreamEntry[] Entries)> XAutoClaimAsync(
            KvValue key, KvValue group, KvValue consumer, TimeSpan idle, string from = "0-0", long? count = null, CancellationToken cancellationToken = default) =>
            kv.Send("XAUTOCLAIM", [key, group, consumer, (long)idle.TotalMilliseconds, from, .. Count(count)], KvStreamParsers.Claimed, cancellationToken);
    }

    private static KvNeeds Needs(TimeSpan? wait) => wait is null ? KvNeeds.Nothing : KvNeeds.Patience;

    private static KvValue[] Count(long? count) => count is { } number ? ["COUNT", number] : [];

    private static KvValue[] Wait(TimeSpan? wait) => wait switch
    {
        null => [],
        { } time when time == Timeout.InfiniteTimeSpan => ["BLOCK", 0],
        { } time => ["BLOCK", Math.Max(1, (long)time.TotalMilliseconds)],
    };

    private static KvValue[] Streams(ReadOnlySpan<(KvValue Key, KvValue Id)> streams)
    {
        KvValue[] words = new KvValue[1 + 2 * streams.Length];
        words[0] = "STREAMS";
        for (int i = 0; i < streams.Length; i++) (words[1 + i], words[1 + streams.Length + i]) = streams[i];
        return words;
    }
}
