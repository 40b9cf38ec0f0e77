namespace ActorKv;

/// <summary>Commands over keys of any type, and when they expire.</summary>
public static class KvKeys
{
    extension(IActorKv kv)
    {
        /// <summary>Deletes keys, and returns how many there were. DEL.</summary>
        public ValueTask<long> DelAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("DEL", keys, KvParsers.Int64, default);

        /// <inheritdoc cref="DelAsync(IActorKv, ReadOnlySpan{KvValue})"/>
        public ValueTask<long> DelAsync(ReadOnlySpan<KvValue> keys, CancellationToken cancellationToken) =>
            kv.Send("DEL", keys, KvParsers.Int64, cancellationToken);

        /// <summary>Deletes keys and frees their memory later; returns how many there were. UNLINK.</summary>
        public ValueTask<long> UnlinkAsync(params ReadOnlySpan<KvValue> keys) => kv.Send("UNLINK", keys, KvParsers.Int64, default);

        /// <summary>Whether a key exists. EXISTS.</summary>
        public ValueTask<bool> ExistsAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("EXISTS", [key], KvParsers.Boolean, cancellationToken);

        /// <summary>Sets when a key expires. PEXPIRE, PEXPIREAT.</summary>
        /// <param name="key">The key.</param>
        /// <param name="expiry">A <see cref="TimeSpan"/> from now on, or a <see cref="DateTimeOffset"/>. What is past deletes the key.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <returns>False when the key does not exist.</returns>
        public ValueTask<bool> ExpireAsync(KvValue key, KvExpiry expiry, CancellationToken cancellationToken = default)
        {
            (string command, long milliseconds) = expiry.Expire();
            return kv.Send(command, [key, milliseconds], KvParsers.Boolean, cancellationToken);
        }

        /// <summary>Lets a key live for ever; false when it does, or does not exist. PERSIST.</summary>
        public ValueTask<bool> PersistAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("PERSIST", [key], KvParsers.Boolean, cancellationToken);

        /// <summary>How long a key has to live; null when it lives for ever or does not exist. PTTL.</summary>
        public ValueTask<TimeSpan?> TtlAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("PTTL", [key], static (ref reply) => reply.ReadInt64() is >= 0 and var left ? TimeSpan.FromMilliseconds(left) : (TimeSpan?)null, cancellationToken);

        /// <summary>When a key expires; null when it does not or does not exist. PEXPIRETIME.</summary>
        public ValueTask<DateTimeOffset?> ExpireTimeAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("PEXPIRETIME", [key],
                static (ref reply) => reply.ReadInt64() is >= 0 and var time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : (DateTimeOffset?)null, cancellationToken);

        /// <summary>The type of a key, "string", "list" …; "none" when it does not exist. TYPE.</summary>
        public ValueTask<string> TypeAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("TYPE", [key], KvParsers.Text, cancellationToken);

        /// <summary>Renames a key, over another that may be there. RENAME.</summary>
        /// <exception cref="KvException">It does not exist.</exception>
        public ValueTask RenameAsync(KvValue key, KvValue newKey, CancellationToken cancellationToken = default) =>
            kv.Do("RENAME", [key, newKey], cancellationToken);

        /// <summary>Copies a key. COPY.</summary>
        /// <returns>False when it does not exist, or the destination does and is not to be replaced.</returns>
        public ValueTask<bool> CopyAsync(KvValue source, KvValue destination, bool replace = false, CancellationToken cancellationToken = default) =>
            replace
                ? kv.Send("COPY", [source, destination, "REPLACE"], KvParsers.Boolean, cancellationToken)
                : kv.Send("COPY", [source, destination], KvParsers.Boolean, cancellationToken);

        /// <summary>All keys, or those that match a glob pattern and are of a type, as text. SCAN.</summary>
        /// <remarks>Keys that exist all the while come at least once; others may come or not.</remarks>
        public IAsyncEnumerable<string> ScanAsync(string? pattern = null, string? type = null, CancellationToken cancellationToken = default) =>
            kv.ScanAsync<string>(pattern, type, cancellationToken);

        /// <inheritdoc cref="ScanAsync(IActorKv, string, string, CancellationToken)"/>
        public IAsyncEnumerable<T> ScanAsync<T>(string? pattern = null, string? type = null, CancellationToken cancellationToken = default)
        {
            List<KvValue> arguments = [0, "COUNT", PageSize];
            if (pattern is not null) arguments.AddRange(["MATCH", pattern]);
            if (type is not null) arguments.AddRange(["TYPE", type]);
            return kv.Pages<T>("SCAN", [.. arguments], cursorAt: 0, cancellationToken);
        }

        /// <summary>A key's value as bytes for <c>RestoreAsync</c>, here or on another server; null when it does not exist. DUMP.</summary>
        public ValueTask<byte[]?> DumpAsync(KvValue key, CancellationToken cancellationToken = default) =>
            kv.Send("DUMP", [key], KvParsers<byte[]>.One, cancellationToken);

        /// <summary>Makes a key of what <c>DumpAsync</c> gave. RESTORE.</summary>
        /// <exception cref="KvException">The key exists and is not to be replaced (BUSYKEY), or the bytes are damaged.</exception>
        public ValueTask RestoreAsync(
            KvValue key, ReadOnlyMemory<byte> dump, TimeSpan? expiry = null, bool replace = false, CancellationToken cancellationToken = default) =>
            kv.Do("RESTORE", [key, (long)(expiry?.TotalMilliseconds ?? 0), dump, .. (KvValue[])(replace ? ["REPLACE"] : [])], cancellationToken);
    }

    private const int PageSize = 250;
}
