// LMOVE source destination LEFT|RIGHT LEFT|RIGHT
//
// Moves one element between two ends of two lists, or of one, and replies it. A missing source is nil, whatever the destination holds.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LMoveCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LMOVE")
    {
        Group = CommandGroup.List, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Moves an element from an end of one list to an end of another.",
        Syntax = "source destination <LEFT | RIGHT> <LEFT | RIGHT>",
        Arity = 5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> source = args.Next(), destination = args.Next();
        if (!ListEndArgument.TryRead(ref args, turn, out ListEnd from) || !ListEndArgument.TryRead(ref args, turn, out ListEnd to)) return;
        if (!ListMove.TryMove(turn, source, destination, from, to)) turn.Reply.Null();
    }
}
