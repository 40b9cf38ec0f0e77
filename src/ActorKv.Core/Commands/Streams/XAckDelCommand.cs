// XACKDEL key group [KEEPREF | DELREF | ACKED] IDS numids id [id ...]
//
// XACK and XDELEX in one: what a group is done with is deleted, under ACKED by the last group that is done with it. A command of Redis 8.2.
// Replies for each id
//
//   1 acknowledged and deleted     2 acknowledged, and another group still needs it     -1 it is not pending in this group

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XAckDelCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XACKDEL")
    {
        Group = CommandGroup.Stream, Since = "8.2.0", Complexity = "O(log N) for each id, N what the group has pending; with DELREF or ACKED times the number of groups.",
        Summary = "Acknowledges pending entries of a consumer group and deletes them.",
        Syntax = "key group [KEEPREF | DELREF | ACKED] IDS numids id [id ...]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take | KeyAccess.Update)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), groupName = args.Next();
        if (!DeleteArguments.TryRead(ref args, turn, out DeleteArguments asked)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out EntryStream? stream)) return;
        StreamGroup? group = stream?.Groups.Find(groupName);
        turn.Reply.Array(asked.Count);
        bool changed = false;
        long length = stream?.Length ?? 0;
        for (int i = 0; i < asked.Count; i++)
        {
            StreamId id = asked.Id(in args, i);
            DeleteOutcome outcome = DeleteOutcome.Missing;
            if (group?.Acknowledge(id) == true)
            {
                changed = true;
                // The entry may be gone already: then it is deleted as well as it can be.
                if (EntryDeletion.Delete(stream!, id, asked.Policy, ref changed) == DeleteOutcome.Needed) outcome = DeleteOutcome.Needed;
                else outcome = DeleteOutcome.Deleted;
            }
            turn.Reply.Integer((long)outcome);
        }
        if (changed) turn.LogAsAsked(in key, in args);
        if (stream?.Length < length) turn.Notify(KeyEvents.Stream, "xdel"u8, in key);
    }
}
