// How replies are read, once for all typed methods.
//
// A method that gives values is generic in what they become: GetAsync<byte[]>, HGetAsync<long?>, LRangeAsync<ReadOnlyMemory<byte>>. KvParsers<T>
// finds the way once for each T. An absent value is default(T): null for what can be null, 0 for a number.

namespace ActorKv;

internal static class KvParsers
{
    public static readonly KvReplyParser<long> Int64 = static (ref reply) => reply.ReadInt64();

    public static readonly KvReplyParser<long?> NullableInt64 = static (ref reply) => reply.TryReadNull() ? null : reply.ReadInt64();

    public static readonly KvReplyParser<double> Double = static (ref reply) => reply.ReadDouble();

    public static readonly KvReplyParser<double?> NullableDouble = static (ref reply) => reply.TryReadNull() ? null : reply.ReadDouble();

    public static readonly KvReplyParser<bool> Boolean = static (ref reply) => reply.ReadBoolean();

    public static readonly KvReplyParser<string> Text = static (ref reply) => reply.ReadString() ?? "";

    public static readonly KvReplyParser<bool[]> Booleans = static (ref reply) =>
    {
        bool[] values = new bool[Math.Max(0, reply.ReadArray())];
        for (int i = 0; i < values.Length; i++) values[i] = reply.ReadBoolean();
        return values;
    };

    /// <summary>OK, or anything else that is no error and no null.</summary>
    public static readonly KvReplyParser<bool> Ok = static (ref reply) =>
    {
        bool isNull = reply.TryReadNull();
        return !isNull;
    };
}

internal static class KvParsers<T>
{
    private static readonly KvReplyParser<T>? Known = (KvReplyParser<T>?)Find();

    /// <summary>One value; default for a null.</summary>
    public static readonly KvReplyParser<T?> One = Known ?? (static (ref _) => throw Unknown());

    /// <summary>An array of values; empty for a null.</summary>
    public static readonly KvReplyParser<T[]> Many = static (ref reply) =>
    {
        T[] values = new T[Math.Max(0, reply.ReadArray())];
        for (int i = 0; i < values.Length; i++) values[i] = One(ref reply)!;
        return values;
    };

    /// <summary>Field names and values, in a map or one behind the other.</summary>
    public static readonly KvReplyParser<Dictionary<string, T>> Map = static (ref reply) =>
    {
        int items = Math.Max(0, reply.ReadArray());
        Dictionary<string, T> map = new(items / 2, StringComparer.Ordinal);
        for (int i = 0; i < items; i += 2)
        {
            string field = reply.ReadString()!;
            map[field] = One(ref reply)!;
        }
        return map;
    };

    /// <summary>Members with their scores: in RESP3 each pair is an array, but for a single one.</summary>
    public static readonly KvReplyParser<KvScored<T>[]> Scored = static (ref reply) =>
    {
        int items = Math.Max(0, reply.ReadArray());
        bool isNested = items > 0 && reply.Kind == Protocol.ReplyKind.Array;
        KvScored<T>[] members = new KvScored<T>[isNested ? items : items / 2];
        for (int i = 0; i < members.Length; i++)
        {
            if (isNested) reply.ReadArray();
            T member = One(ref reply)!;
            members[i] = new(member, reply.ReadDouble());
        }
        return members;
    };

    /// <summary>The key that had an element, and the element; null when the time was over.</summary>
    public static readonly KvReplyParser<KvPopped<T>?> Popped = static (ref reply) =>
    {
        if (reply.ReadArray() < 0) return null;
        string key = reply.ReadString()!;
        return new KvPopped<T>(key, One(ref reply)!);
    };

    /// <summary>The same of a sorted set.</summary>
    public static readonly KvReplyParser<KvPopped<KvScored<T>>?> PoppedScored = static (ref reply) =>
    {
        if (reply.ReadArray() < 0) return null;
        string key = reply.ReadString()!;
        T member = One(ref reply)!;
        return new KvPopped<KvScored<T>>(key, new(member, reply.ReadDouble()));
    };

    /// <summary>A page of SCAN: the next cursor, and the items.</summary>
    public static readonly KvReplyParser<(string Cursor, T[] Items)> Page = static (ref reply) =>
    {
        reply.ReadArray();
        string cursor = reply.ReadString()!;
        return (cursor, Many(ref reply));
    };

    private static object? Find()
    {
        if (typeof(T) == typeof(string)) return (KvReplyParser<string?>)(static (ref reply) => reply.ReadString());
        if (typeof(T) == typeof(byte[])) return (KvReplyParser<byte[]?>)(static (ref reply) => reply.TryReadNull() ? null : reply.ReadBytes().ToArray());
        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
            return (KvReplyParser<ReadOnlyMemory<byte>>)(static (ref reply) => reply.TryReadNull() ? default : reply.ReadBytes().ToArray());
        if (typeof(T) == typeof(ReadOnlyMemory<byte>?))
            return (KvReplyParser<ReadOnlyMemory<byte>?>)(static (ref reply) => reply.TryReadNull() ? null : reply.ReadBytes().ToArray());
        if (typeof(T) == typeof(long)) return (KvReplyParser<long>)(static (ref reply) => reply.TryReadNull() ? 0 : reply.ReadInt64());
        if (typeof(T) == typeof(long?)) return KvParsers.NullableInt64;
        if (typeof(T) == typeof(int)) return (KvReplyParser<int>)(static (ref reply) => reply.TryReadNull() ? 0 : checked((int)reply.ReadInt64()));
        if (typeof(T) == typeof(int?)) return (KvReplyParser<int?>)(static (ref reply) => reply.TryReadNull() ? null : checked((int)reply.ReadInt64()));
        if (typeof(T) == typeof(double)) return (KvReplyParser<double>)(static (ref reply) => reply.TryReadNull() ? 0 : reply.ReadDouble());
        if (typeof(T) == typeof(double?)) return KvParsers.NullableDouble;
        if (typeof(T) == typeof(bool)) return KvParsers.Boolean;
        return typeof(T) == typeof(KvReply) ? KvReply.Parser : null;
    }

    private static NotSupportedException Unknown() => new(
        $"A value does not become a {typeof(T)}: use string, byte[], ReadOnlyMemory<byte>, long, int, double (these also with ?), bool or KvReply.");
}
