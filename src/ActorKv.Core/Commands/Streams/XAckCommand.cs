// XACK key group id [id ...]
//
// Says that entries have been dealt with: they are pending no longer. Replies how many were.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XAckCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XACK")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N) for each id, N what the group has pending.",
        Summary = "Acknowledges pending entries of a consumer group and returns how many there were.",
        Syntax = "key group id [id ...]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Read(args.Next());
        if (!key.TryGet(out EntryStream? stream)) return;
        if (stream?.Groups.Find(args.Next()) is not { } group)
        {
            turn.Reply.Integer(0);
            return;
        }
        int first = args.Position;
        while (!args.AtEnd)
            if (!StreamIdArgument.TryRead(args.Next(), turn, out _)) return;
        long acknowledged = 0;
        for (args.MoveTo(first); !args.AtEnd;)
            if (group.Acknowledge(StreamIdArgument.Parse(args.Next()))) acknowledged++;
        if (acknowledged > 0) turn.LogAsAsked(in key, in args);
        turn.Reply.Integer(acknowledged);
    }
}
