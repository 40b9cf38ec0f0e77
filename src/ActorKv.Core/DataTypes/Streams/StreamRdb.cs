// Streams in RDB. Three types, one layout that grew:
//
//   stream    := nodes n, (first id, listpack) …, length, last id,
//                [19, 21: first entry's id, greatest deleted id, entries ever added], groups n, group …
//   group     := name, last id, [19, 21: entries read], pending n, (id, time, deliveries) …, consumers n, consumer …
//   consumer  := name, seen time, [21: active time], pending n, id …
//
// We write 19, which Redis 7.0 and later load, and read 15 (Redis 5), 19 and 21 (7.2; its active times are dropped). Ids are two lengths, but
// 16 bytes big endian as the key of a node and in lists of pending entries; times are 8 bytes little endian.
//
// Nothing is believed: nodes are checked entry by entry (StreamNodeCheck.cs), ids must ascend from node to node, the length must be the sum,
// and every pending entry must have exactly one consumer. What follows from the entries (the first id) is not read but found.

using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.Streams;

internal static class StreamRdb
{
    public static void Write(RdbWriter writer, EntryStream stream)
    {
        writer.Type(RdbType.StreamListpacks2);
        writer.Length((ulong)stream.NodeCount);
        for (int i = 0; i < stream.NodeCount; i++) stream.Node(i).WriteRdb(writer);
        writer.Length((ulong)stream.Length);
        Write(writer, stream.LastId);
        Write(writer, stream.FirstId);
        Write(writer, stream.MaxDeletedId);
        writer.Length((ulong)stream.EntriesAdded);
        writer.Length((ulong)stream.Groups.Count);
        for (int i = 0; i < stream.Groups.Count; i++) Write(writer, stream.Groups[i]);
    }

    public static EntryStream Read(ref RdbReader reader, RdbType type)
    {
        EntryStream stream = new();
        for (ulong nodes = reader.Length(); nodes > 0; nodes--) ReadNode(ref reader, stream);
        if (reader.Length() != (ulong)stream.Length) throw reader.Bad("a stream whose length is not that of its nodes");
        StreamId last = ReadId(ref reader);
        if (last < stream.LastEntryId()) throw reader.Bad("a stream whose last id is before its last entry");
        stream.SetLastId(last);
        stream.EntriesAdded = stream.Length;
        if (type != RdbType.StreamListpacks)
        {
            ReadId(ref reader);
            stream.MaxDeletedId = ReadId(ref reader);
            stream.EntriesAdded = (long)reader.Length();
        }
        for (ulong groups = reader.Length(); groups > 0; groups--) ReadGroup(ref reader, type, stream);
        return stream;
    }

    private static void Write(RdbWriter writer, StreamGroup group)
    {
        writer.String(group.Name);
        Write(writer, group.LastId);
        writer.Length((ulong)group.EntriesRead);
        writer.Length((ulong)group.Pending.Count);
        for (PendingCursor at = group.Pending.From(StreamId.Zero); at.MoveNext();)
        {
            WriteRaw(writer, at.Current.Id);
            writer.Int64(at.Current.DeliveryTime);
            writer.Length((ulong)at.Current.Deliveries);
        }
        writer.Length((ulong)group.Consumers.Count);
        for (int i = 0; i < group.Consumers.Count; i++)
        {
            StreamConsumer consumer = group.Consumers[i];
            writer.String(consumer.Name);
            writer.Int64(consumer.SeenTime);
            writer.Length((ulong)consumer.Pending.Count);
            for (PendingCursor at = consumer.Pending.From(StreamId.Zero); at.MoveNext();) WriteRaw(writer, at.Current.Id);
        }
    }

    private static void ReadNode(ref RdbReader reader, EntryStream stream)
    {
        byte[] key = reader.String();
        if (key.Length != StreamId.Size) throw reader.Bad("a stream node whose key is no id");
        StreamId first = StreamId.Read(key);
        if (stream.NodeCount > 0 && stream.LastInNodes() >= first) throw reader.Bad("stream nodes that are not in their order");
        if (!StreamNodeCheck.TryRead(first, reader.View(), out StreamNode node)) throw reader.Bad("a damaged stream node");
        stream.Append(in node);
    }

    private static void ReadGroup(ref RdbReader reader, RdbType type, EntryStream stream)
    {
        byte[] name = reader.String();
        StreamId last = ReadId(ref reader);
        long read = type == RdbType.StreamListpacks ? stream.NumberOf(last) : (long)reader.Length();
        if (!stream.TryAddGroup(name, last, read)) throw reader.Bad("two consumer groups of one name");
        StreamGroup group = stream.Groups.Find(name)!;
        for (ulong pending = reader.Length(); pending > 0; pending--)
        {
            StreamId id = ReadRaw(ref reader);
            if (group.Pending.Find(id) is not null) throw reader.Bad("two pending entries of one id");
            PendingEntry entry = group.GetOrAdd(id);
            entry.DeliveryTime = reader.Int64();
            entry.Deliveries = (long)reader.Length();
        }
        for (ulong consumers = reader.Length(); consumers > 0; consumers--) ReadConsumer(ref reader, type, group);
        for (PendingCursor at = group.Pending.From(StreamId.Zero); at.MoveNext();)
            if (at.Current.Consumer is null) throw reader.Bad("a pending entry without a consumer");
    }

    private static void ReadConsumer(ref RdbReader reader, RdbType type, StreamGroup group)
    {
        byte[] name = reader.String();
        if (group.Consumers.Find(name) is not null) throw reader.Bad("two consumers of one name");
        StreamConsumer consumer = group.AddConsumer(name, reader.Int64());
        if (type == RdbType.StreamListpacks3) reader.Int64();
        for (ulong pending = reader.Length(); pending > 0; pending--)
        {
            if (group.Pending.Find(ReadRaw(ref reader)) is not { Consumer: null } entry)
                throw reader.Bad("a consumer's pending entry that is not the group's, or another's too");
            StreamGroup.Assign(entry, consumer);
        }
    }

    private static void Write(RdbWriter writer, StreamId id)
    {
        writer.Length(id.Milliseconds);
        writer.Length(id.Sequence);
    }

    private static void WriteRaw(RdbWriter writer, StreamId id)
    {
        writer.Int64((long)BinaryPrimitives.ReverseEndianness(id.Milliseconds));
        writer.Int64((long)BinaryPrimitives.ReverseEndianness(id.Sequence));
    }

    private static StreamId ReadId(ref RdbReader reader)
    {
        ulong milliseconds = reader.Length();
        return new StreamId(milliseconds, reader.Length());
    }

    private static StreamId ReadRaw(ref RdbReader reader)
    {
        ulong milliseconds = BinaryPrimitives.ReverseEndianness((ulong)reader.Int64());
        return new StreamId(milliseconds, BinaryPrimitives.ReverseEndianness((ulong)reader.Int64()));
    }
}
