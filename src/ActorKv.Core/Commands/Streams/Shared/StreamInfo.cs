// The parts that XINFO's replies have in common.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class StreamInfo
{
    /// <summary>The stream, which must be there. False when an error has been replied.</summary>
    public static bool TryGetStream(scoped in KeyEntry key, KeyTurn turn, out EntryStream stream)
    {
        stream = null!;
        if (!key.TryGet(out EntryStream? found)) return false;
        if (found is null) turn.Reply.Error(Errors.NoSuchKey);
        else stream = found;
        return found is not null;
    }

    /// <summary>Seven pairs about a stream.</summary>
    public static void ReplyCounters(RespWriter reply, EntryStream stream)
    {
        reply.Bulk("length"u8);
        reply.Integer(stream.Length);
        reply.Bulk("radix-tree-keys"u8);
        reply.Integer(stream.NodeCount);
        reply.Bulk("radix-tree-nodes"u8);
        reply.Integer(RadixShape.CountNodes(stream));
        reply.Bulk("last-generated-id"u8);
        Reply(reply, stream.LastId);
        reply.Bulk("max-deleted-entry-id"u8);
        Reply(reply, stream.MaxDeletedId);
        reply.Bulk("entries-added"u8);
        reply.Integer(stream.EntriesAdded);
        reply.Bulk("recorded-first-entry-id"u8);
        Reply(reply, stream.FirstId);
    }

    /// <summary>Three pairs about where a group stands.</summary>
    public static void ReplyPosition(RespWriter reply, EntryStream stream, StreamGroup group)
    {
        reply.Bulk("last-delivered-id"u8);
        Reply(reply, group.LastId);
        reply.Bulk("entries-read"u8);
        if (group.EntriesRead == StreamGroup.Unknown) reply.Null();
        else reply.Integer(group.EntriesRead);
        reply.Bulk("lag"u8);
        if (stream.LagOf(group) is { } lag) reply.Integer(lag);
        else reply.Null();
    }

    /// <summary>All about a stream, of each list <paramref name="count"/> elements at most.</summary>
    public static void ReplyFull(RespWriter reply, EntryStream stream, long count)
    {
        reply.Map(9);
        ReplyCounters(reply, stream);
        reply.Bulk("entries"u8);
        StreamRange.Reply(reply, new StreamCursor(stream, StreamId.Zero, StreamId.Max, reverse: false), count);
        reply.Bulk("groups"u8);
        reply.Array(stream.Groups.Count);
        for (int i = 0; i < stream.Groups.Count; i++) ReplyGroup(reply, stream, stream.Groups[i], count);
    }

    /// <summary>An id as a bulk string.</summary>
    public static void Reply(RespWriter reply, StreamId id)
    {
        Span<byte> text = stackalloc byte[StreamId.MaxTextLength];
        reply.Bulk(id.Format(text));
    }

    private static void ReplyGroup(RespWriter reply, EntryStream stream, StreamGroup group, long count)
    {
        reply.Map(7);
        reply.Bulk("name"u8);
        reply.Bulk(group.Name);
        ReplyPosition(reply, stream, group);
        reply.Bulk("pel-count"u8);
        reply.Integer(group.Pending.Count);
        reply.Bulk("pending"u8);
        ReplyPending(reply, group.Pending, count, withConsumer: true);
        reply.Bulk("consumers"u8);
        reply.Array(group.Consumers.Count);
        for (int i = 0; i < group.Consumers.Count; i++)
        {
            StreamConsumer consumer = group.Consumers[i];
            reply.Map(4);
            reply.Bulk("name"u8);
            reply.Bulk(consumer.Name);
            reply.Bulk("seen-time"u8);
            reply.Integer(consumer.SeenTime);
            reply.Bulk("pel-count"u8);
            reply.Integer(consumer.Pending.Count);
            reply.Bulk("pending"u8);
            ReplyPending(reply, consumer.Pending, count, withConsumer: false);
        }
    }

    private static void ReplyPending(RespWriter reply, PendingList pending, long count, bool withConsumer)
    {
        long left = Math.Min(count, pending.Count);
        reply.Array((int)left);
        for (PendingCursor at = pending.From(StreamId.Zero); left > 0 && at.MoveNext(); left--)
        {
            reply.Array(withConsumer ? 4 : 3);
            Reply(reply, at.Current.Id);
            if (withConsumer) reply.Bulk(at.Current.Consumer!.Name);
            reply.Integer(at.Current.DeliveryTime);
            reply.Integer(at.Current.Deliveries);
        }
    }
}
