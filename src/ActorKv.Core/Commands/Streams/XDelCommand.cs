// XDEL key id [id ...]
//
// Deletes entries wherever they are in the stream. Groups that have them pending keep them so; a group's lag may become unknown.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XDelCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XDEL")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N) for each id, N the nodes of the stream.",
        Summary = "Deletes entries and returns how many there were.",
        Syntax = "key id [id ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out EntryStream? stream)) return;
        if (stream is null)
        {
            turn.Reply.Integer(0);
            return;
        }
        int first = args.Position;
        while (!args.AtEnd)
            if (!StreamIdArgument.TryRead(args.Next(), turn, out _)) return;
        long deleted = 0;
        for (args.MoveTo(first); !args.AtEnd;)
            if (stream.Delete(StreamIdArgument.Parse(args.Next()))) deleted++;
        if (deleted > 0)
        {
            turn.LogAsAsked(in key, in args);
            turn.Notify(KeyEvents.Stream, "xdel"u8, in key);
        }
        turn.Reply.Integer(deleted);
    }
}
