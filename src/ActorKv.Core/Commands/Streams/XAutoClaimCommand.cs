// XAUTOCLAIM key group consumer min-idle-time start [COUNT count] [JUSTID]
//
// Goes through what a group has pending, from an id on, and gives a consumer what nobody has touched for long enough. Replies where to go on
// (0-0: at an end), the entries, and the ids of those that were found to be gone from the stream and so ceased to be pending. It looks at
// ten times COUNT entries at most.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XAutoClaimCommand : IKeyCommand
{
    private const long UsualCount = 100, AttemptsPerEntry = 10, MaxCount = long.MaxValue / 16;

    private static ReadOnlySpan<byte> BadMinIdle => "ERR Invalid min-idle-time argument for XAUTOCLAIM"u8;

    private static ReadOnlySpan<byte> BadCount => "ERR COUNT must be > 0"u8;

    public static CommandSpec Spec { get; } = new("XAUTOCLAIM")
    {
        Group = CommandGroup.Stream, Since = "6.2.0", Complexity = "O(log N + M), N what the group has pending, M the entries looked at, ten times COUNT at most.",
        Summary = "Gives a consumer the pending entries that nobody has touched for a time.",
        Syntax = "key group consumer min-idle-time start [COUNT count] [JUSTID]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), groupName = args.Next(), consumer = args.Next();
        KeyEntry key = turn.Read(name);
        if (!TryRead(ref args, turn, out long minIdle, out StreamId start, out long count, out bool justIds)) return;
        if (!GroupLookup.TryGetBoth(in key, groupName, turn, out EntryStream stream, out StreamGroup group)) return;
        int most = (int)Math.Min(count, group.Pending.Count);
        IdList claimed = new(most), gone = new(most);
        StreamConsumer? claimer = null;
        PendingCursor at = group.Pending.From(start);
        bool more = at.MoveNext();
        for (long attempts = count * AttemptsPerEntry; more && attempts > 0 && count > 0; attempts--)
        {
            PendingEntry entry = at.Current;
            if (!stream.Contains(entry.Id))
            {
                group.Acknowledge(entry.Id);
                GroupEffects.LogRemoval(turn, in key, group, entry.Id);
                gone.Add(entry.Id);
                count--;
                at = group.Pending.From(entry.Id);
            }
            else if (minIdle == 0 || turn.Now - entry.DeliveryTime >= minIdle)
            {
                claimer ??= GroupEffects.Consumer(turn, in key, group, consumer);
                entry.DeliveryTime = turn.Now;
                if (!justIds) entry.Deliveries++;
                StreamGroup.Assign(entry, claimer);
                GroupEffects.LogClaim(turn, in key, group, entry);
                claimed.Add(entry.Id);
                count--;
            }
            more = at.MoveNext();
        }
        turn.Reply.Array(3);
        StreamInfo.Reply(turn.Reply, more ? at.Current.Id : StreamId.Zero);
        ClaimReply.Write(turn.Reply, stream, in claimed, justIds);
        ClaimReply.Write(turn.Reply, stream, in gone, justIds: true);
        claimed.Dispose();
        gone.Dispose();
    }

    private static bool TryRead(ref ArgReader args, KeyTurn turn, out long minIdle, out StreamId start, out long count, out bool justIds)
    {
        start = StreamId.Zero;
        count = UsualCount;
        justIds = false;
        if (!args.TryNextInt64(out minIdle)) return Fail(turn, BadMinIdle);
        minIdle = Math.Max(0, minIdle);
        if (!StreamIdArgument.TryReadStart(args.Next(), turn, out start)) return false;
        while (!args.AtEnd)
        {
            if (args.NextIs("JUSTID"u8)) justIds = true;
            else if (args.Remaining < 2 || !args.NextIs("COUNT"u8)) return Fail(turn, Errors.Syntax);
            else if (!args.TryNextInt64(out count) || count is < 1 or > MaxCount) return Fail(turn, BadCount);
        }
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
