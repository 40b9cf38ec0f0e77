// XINFO STREAM key [FULL [COUNT count]]
//
// What there is to know of a stream; with FULL also its groups, their consumers and what is pending, ten of everything or as many as COUNT
// says (0: all). The tree that Redis counts the keys and nodes of does not exist here: the numbers are those it would have.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XInfoStreamCommand : IKeyCommand
{
    private const long UsualCount = 10;

    public static CommandSpec Spec { get; } = new("STREAM")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(N), N the nodes of the stream.",
        Summary = "Tells about a stream.",
        Syntax = "key [FULL [COUNT count]]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!StreamInfo.TryGetStream(in key, turn, out EntryStream stream)) return;
        if (args.AtEnd)
        {
            turn.Reply.Map(10);
            StreamInfo.ReplyCounters(turn.Reply, stream);
            turn.Reply.Bulk("groups"u8);
            turn.Reply.Integer(stream.Groups.Count);
            turn.Reply.Bulk("first-entry"u8);
            ReplyEntry(turn, stream, reverse: false);
            turn.Reply.Bulk("last-entry"u8);
            ReplyEntry(turn, stream, reverse: true);
            return;
        }
        if (args.Remaining is not (1 or 3) || !args.NextIs("FULL"u8) || (!args.AtEnd && !args.NextIs("COUNT"u8)))
        {
            StreamErrors.BadSubcommand(turn, "XINFO"u8, args.Request[1]);
            return;
        }
        long count = UsualCount;
        if (!args.AtEnd && !args.TryNextInt64(out count))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        if (count < 0) count = UsualCount;
        StreamInfo.ReplyFull(turn.Reply, stream, count == 0 ? long.MaxValue : count);
    }

    private static void ReplyEntry(KeyTurn turn, EntryStream stream, bool reverse)
    {
        StreamCursor cursor = new(stream, StreamId.Zero, StreamId.Max, reverse);
        if (cursor.MoveNext()) cursor.Reply(turn.Reply);
        else turn.Reply.Null();
    }
}
