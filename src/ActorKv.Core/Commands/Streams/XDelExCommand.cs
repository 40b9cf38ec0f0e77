// XDELEX key [KEEPREF | DELREF | ACKED] IDS numids id [id ...]
//
// XDEL that says what becomes of entries which groups have pending: they stay so (KEEPREF), they are pending no longer (DELREF), or the entry is
// not deleted before every group has read and acknowledged it (ACKED). A command of Redis 8.2. Replies for each id
//
//   1 deleted     2 not deleted, a group still needs it     -1 there is no such entry

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XDelExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XDELEX")
    {
        Group = CommandGroup.Stream, Since = "8.2.0", Complexity = "O(log N) for each id, N the nodes of the stream; with DELREF or ACKED times the number of groups.",
        Summary = "Deletes entries, with a choice of what becomes of those pending.",
        Syntax = "key [KEEPREF | DELREF | ACKED] IDS numids id [id ...]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!DeleteArguments.TryRead(ref args, turn, out DeleteArguments asked)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out EntryStream? stream)) return;
        turn.Reply.Array(asked.Count);
        bool changed = false;
        long length = stream?.Length ?? 0;
        for (int i = 0; i < asked.Count; i++)
            turn.Reply.Integer((long)(stream is null ? DeleteOutcome.Missing : EntryDeletion.Delete(stream, asked.Id(in args, i), asked.Policy, ref changed)));
        if (changed) turn.LogAsAsked(in key, in args);
        if (stream?.Length < length) turn.Notify(KeyEvents.Stream, "xdel"u8, in key);
    }
}
