// Replies about streams: entries within streams within replies.

using ActorKv.Protocol;

namespace ActorKv;

internal static class KvStreamParsers
{
    public static readonly KvReplyParser<KvStreamEntry[]> Entries = static (ref reply) => ReadEntries(ref reply);

    /// <summary>In RESP3 a map of streams, in RESP2 an array of pairs.</summary>
    public static readonly KvReplyParser<KvStreamEntries[]> Streams = static (ref reply) =>
    {
        bool isMap = reply.Kind == ReplyKind.Map;
        int items = Math.Max(0, reply.ReadArray());
        KvStreamEntries[] streams = new KvStreamEntries[isMap ? items / 2 : items];
        for (int i = 0; i < streams.Length; i++)
        {
            if (!isMap) reply.ReadArray();
            string key = reply.ReadString()!;
            streams[i] = new(key, ReadEntries(ref reply));
        }
        return streams;
    };

    /// <summary>Where to go on, the entries, and those that are gone.</summary>
    public static readonly KvReplyParser<(string Next, KvStreamEntry[] Entries)> Claimed = static (ref reply) =>
    {
        reply.ReadArray();
        string next = reply.ReadString()!;
        return (next, ReadEntries(ref reply));
    };

    private static KvStreamEntry[] ReadEntries(ref KvReplyReader reply)
    {
        KvStreamEntry[] entries = new KvStreamEntry[Math.Max(0, reply.ReadArray())];
        for (int i = 0; i < entries.Length; i++)
        {
            reply.ReadArray();
            string id = reply.ReadString()!;
            int items = Math.Max(0, reply.ReadArray());
            KeyValuePair<string, ReadOnlyMemory<byte>>[] fields = new KeyValuePair<string, ReadOnlyMemory<byte>>[items / 2];
            for (int f = 0; f < fields.Length; f++)
            {
                string name = reply.ReadString()!;
                fields[f] = new(name, reply.ReadBytes().ToArray());
            }
            entries[i] = new(id, fields);
        }
        return entries;
    }
}
