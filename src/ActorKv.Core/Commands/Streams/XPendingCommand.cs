// XPENDING key group [[IDLE min-idle-time] start end count [consumer]]
//
// What a group has given out and not been told of. Without a range a summary: how many, the first and the last, and how many each consumer
// has; with one the entries themselves, of the group or of one consumer, those idle long enough.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XPendingCommand : IKeyCommand
{
    private const int Summary = 3, LeastOfRange = 6, MostOfRange = 9;

    private readonly record struct Range(StreamId Start, StreamId End, long Count, long MinIdle);

    public static CommandSpec Spec { get; } = new("XPENDING")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N + M), N what is pending, M the entries looked at; a summary O(C), C the consumers.",
        Summary = "Tells what a consumer group has pending.",
        Syntax = "key group [[IDLE min-idle-time] start end count [consumer]]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), groupName = args.Next();
        bool summary = args.Request.Count == Summary;
        if (!summary && args.Request.Count is < LeastOfRange or > MostOfRange)
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        Range range = default;
        if (!summary && !TryReadRange(ref args, turn, out range)) return;
        KeyEntry key = turn[name];
        if (!GroupLookup.TryGetBoth(in key, groupName, turn, out _, out StreamGroup group)) return;
        PendingList? pending = args.AtEnd ? group.Pending : group.Consumers.Find(args.Next())?.Pending;
        if (summary) ReplySummary(turn.Reply, group);
        else if (pending is null) turn.Reply.Array(0);
        else ReplyRange(turn, pending, in range);
    }

    private static bool TryReadRange(ref ArgReader args, KeyTurn turn, out Range range)
    {
        range = default;
        long minIdle = 0;
        if (args.NextIs("IDLE"u8))
        {
            if (!args.TryNextInt64(out minIdle)) return Fail(turn, Errors.NotAnInteger);
            if (args.Remaining < 3) return Fail(turn, Errors.Syntax);
        }
        ReadOnlySpan<byte> startText = args.Next(), endText = args.Next();
        if (!args.TryNextInt64(out long count)) return Fail(turn, Errors.NotAnInteger);
        if (!StreamIdArgument.TryReadStart(startText, turn, out StreamId start) || !StreamIdArgument.TryReadEnd(endText, turn, out StreamId end)) return false;
        range = new Range(start, end, Math.Max(0, count), minIdle);
        return true;
    }

    private static void ReplySummary(RespWriter reply, StreamGroup group)
    {
        reply.Array(4);
        reply.Integer(group.Pending.Count);
        if (group.Pending.Count == 0)
        {
            reply.Null();
            reply.Null();
            reply.NullArray();
            return;
        }
        StreamInfo.Reply(reply, group.Pending.First.Id);
        StreamInfo.Reply(reply, group.Pending.Last.Id);
        int busy = 0;
        for (int i = 0; i < group.Consumers.Count; i++) busy += group.Consumers[i].Pending.Count > 0 ? 1 : 0;
        reply.Array(busy);
        for (int i = 0; i < group.Consumers.Count; i++)
        {
            StreamConsumer consumer = group.Consumers[i];
            if (consumer.Pending.Count == 0) continue;
            reply.Array(2);
            reply.Bulk(consumer.Name);
            reply.BulkInteger(consumer.Pending.Count);
        }
    }

    private static void ReplyRange(KeyTurn turn, PendingList pending, in Range range)
    {
        int left = 0;
        PendingCursor counted = pending.From(range.Start);
        while (left < range.Count && MoveNext(ref counted, turn.Now, in range)) left++;
        turn.Reply.Array(left);
        for (PendingCursor at = pending.From(range.Start); left > 0 && MoveNext(ref at, turn.Now, in range); left--)
        {
            turn.Reply.Array(4);
            StreamInfo.Reply(turn.Reply, at.Current.Id);
            turn.Reply.Bulk(at.Current.Consumer!.Name);
            turn.Reply.Integer(Math.Max(0, turn.Now - at.Current.DeliveryTime));
            turn.Reply.Integer(at.Current.Deliveries);
        }
    }

    private static bool MoveNext(ref PendingCursor at, long now, in Range range)
    {
        while (at.MoveNext() && at.Current.Id <= range.End)
            if (range.MinIdle == 0 || now - at.Current.DeliveryTime >= range.MinIdle) return true;
        return false;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
