// XREADGROUP GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] id [id ...]
//
// As a consumer of a group: `>` reads what the group has not given to anyone, and makes it pending; an id reads again what this consumer has
// pending behind it. An effect says what is pending now, another where the group stands: a read is a write here.
//
// A command that waits runs again when an entry comes, and also when the key or the group goes: then there is nothing to wait for.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XReadGroupCommand : IKeyCommand
{
    /// <summary>Where the search for the keyword before the keys begins: behind GROUP group consumer.</summary>
    public const int KeysFrom = 4;

    private static ReadOnlySpan<byte> InGroup => " in XREADGROUP with GROUP option"u8;

    private static ReadOnlySpan<byte> NewestInGroup =>
        "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set."u8;

    private static ReadOnlySpan<byte> KeyGone => "UNBLOCKED the stream key no longer exists"u8;

    private static ReadOnlySpan<byte> GroupGone => "NOGROUP the consumer group this client was blocked on no longer exists"u8;

    public static CommandSpec Spec { get; } = new("XREADGROUP")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N + M log P) for each stream, N its nodes, M the entries returned, P what is pending.",
        Summary = "Returns new entries to a consumer of a group, or what it has pending, and may wait for some.",
        Syntax = "GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] id [id ...]",
        Arity = -7, Flags = CommandFlags.Write | CommandFlags.Blocking | CommandFlags.MovableKeys,
        Keys = [new KeySpec { Access = KeyAccess.Read, Search = KeySearch.Keyword, Keyword = "STREAMS", Begin = KeysFrom, Range = new KeyRange(-1, 1, 2) }],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!StreamReadArguments.TryRead(ref args, turn, ofGroup: true, out StreamReadArguments read)) return;
        if (!turn.IsRetry && !TryCheck(turn, in read)) return;
        int streams = 0;
        for (int i = 0; i < read.Streams && (streams == 0 || !turn.IsRetry); i++) streams += HasNews(turn, in read, i, isServing: false) ? 1 : 0;
        if (streams == 0)
        {
            if (!turn.IsRetry || TryCheckWaiting(turn, in read)) Wait(turn, in read);
            return;
        }
        StreamReadReply.Begin(turn.Reply, streams);
        for (int i = 0; streams > 0; i++)
        {
            if (!HasNews(turn, in read, i, isServing: true)) continue;
            Serve(turn, in read, i);
            streams--;
        }
    }

    private static bool TryCheck(KeyTurn turn, in StreamReadArguments read)
    {
        for (int i = 0; i < read.Streams; i++)
        {
            if (!turn.Read(read.Key(i)).TryGet(out EntryStream? stream)) return false;
            if (stream?.Groups.Find(read.Group) is null)
            {
                StreamErrors.NoKeyOrGroup(turn, read.Key(i), read.Group, InGroup);
                return false;
            }
            if (IsNew(in read, i)) continue;
            if (read.Id(i).SequenceEqual("$"u8))
            {
                turn.Reply.Error(NewestInGroup);
                return false;
            }
            if (!StreamIdArgument.TryRead(read.Id(i), turn, out _)) return false;
        }
        return true;
    }

    // What is pending is always replied, if only that there is nothing. A key may be named twice: what it gives first is not new any more, and
    // has to be thought away as long as nothing has been served.
    private static bool HasNews(KeyTurn turn, in StreamReadArguments read, int index, bool isServing)
    {
        if (!turn[read.Key(index)].TryGetAwaited(out EntryStream? stream) || stream?.Groups.Find(read.Group) is not { } group) return false;
        if (!IsNew(in read, index)) return true;
        if (turn.IsRetry) return stream.LastId > group.LastId;
        if (stream.LastEntryId() <= group.LastId) return false;
        long before = 0;
        for (int i = 0; i < index && !isServing; i++)
            if (IsNew(in read, i) && read.Key(i).SequenceEqual(read.Key(index))) before = before > long.MaxValue - read.Count ? long.MaxValue : before + read.Count;
        if (before == 0) return true;
        return before < long.MaxValue && NewEntries(stream, group).CountLeft(before + 1) > before;
    }

    private static void Serve(KeyTurn turn, in StreamReadArguments read, int index)
    {
        KeyEntry key = turn[read.Key(index)];
        EntryStream stream = (EntryStream)key.Value!;
        StreamGroup group = stream.Groups.Find(read.Group)!;
        StreamReadReply.BeginStream(turn.Reply, key.Name);
        StreamConsumer consumer = GroupEffects.Consumer(turn, in key, group, read.Consumer);
        if (IsNew(in read, index)) Deliver(turn, in key, stream, group, consumer, in read);
        else DeliverAgain(turn, in key, stream, group, consumer, StreamIdArgument.Parse(read.Id(index)), read.Count);
    }

    private static void Deliver(
        KeyTurn turn, scoped in KeyEntry key, EntryStream stream, StreamGroup group, StreamConsumer consumer, in StreamReadArguments read)
    {
        StreamCursor entries = NewEntries(stream, group);
        int count = (int)Math.Min(int.MaxValue, entries.CountLeft(read.Count));
        turn.Reply.Array(count);
        if (count == 0) return;
        if (!read.NoAck) GroupEffects.LogDelivery(turn, in key, group, consumer, entries, count);
        for (; count > 0; count--)
        {
            entries.MoveNext();
            entries.Reply(turn.Reply);
            stream.Advance(group, entries.Id);
            if (read.NoAck) continue;
            PendingEntry pending = group.GetOrAdd(entries.Id);
            pending.DeliveryTime = turn.Now;
            pending.Deliveries = 1;
            StreamGroup.Assign(pending, consumer);
        }
        GroupEffects.LogPosition(turn, in key, group);
    }

    private static void DeliverAgain(
        KeyTurn turn, scoped in KeyEntry key, EntryStream stream, StreamGroup group, StreamConsumer consumer, StreamId after, long count)
    {
        after.TryNext(out StreamId start);
        int left = (int)consumer.Pending.CountFrom(start, count);
        turn.Reply.Array(left);
        for (PendingCursor at = consumer.Pending.From(start); left > 0 && at.MoveNext(); left--)
        {
            PendingEntry entry = at.Current;
            StreamCursor found = new(stream, entry.Id, entry.Id, reverse: false);
            if (!found.MoveNext())
            {
                turn.Reply.Array(2);
                StreamInfo.Reply(turn.Reply, entry.Id);
                turn.Reply.NullArray();
                continue;
            }
            found.Reply(turn.Reply);
            entry.DeliveryTime = turn.Now;
            entry.Deliveries++;
            GroupEffects.LogClaim(turn, in key, group, entry);
        }
    }

    private static StreamCursor NewEntries(EntryStream stream, StreamGroup group) =>
        group.LastId.TryNext(out StreamId start) ? new StreamCursor(stream, start, StreamId.Max, reverse: false) : new StreamCursor(stream, StreamId.Max, StreamId.Zero, reverse: false);

    // Redis keeps `>` as the greatest id there is, so that one means the same.
    private static bool IsNew(in StreamReadArguments read, int index) =>
        read.Id(index).SequenceEqual(">"u8) || (StreamIdArgument.TryParse(read.Id(index), 0, allowEnds: false, out StreamId id) && id == StreamId.Max);

    private static bool TryCheckWaiting(KeyTurn turn, in StreamReadArguments read)
    {
        for (int i = 0; i < read.Streams; i++)
        {
            EntryStream? stream = turn[read.Key(i)].Value as EntryStream;
            if (stream?.Groups.Find(read.Group) is not null) continue;
            turn.Reply.Error(stream is null ? KeyGone : GroupGone);
            return false;
        }
        return true;
    }

    private static void Wait(KeyTurn turn, in StreamReadArguments read)
    {
        if (read.Timeout < 0 || !turn.MayBlock) turn.Reply.NullArray();
        else turn.Block(new BlockRequest(DataType.Stream, read.TakeKeys(), read.Timeout, static reply => reply.NullArray(), EvenWhenGone: true));
    }
}
