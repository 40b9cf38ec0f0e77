// BLMOVE source destination LEFT|RIGHT LEFT|RIGHT timeout
//
// LMOVE that waits for its source. The log says what LMOVE would.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class BLMoveCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BLMOVE")
    {
        Group = CommandGroup.List, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Moves an element between ends of two lists, or waits for one to move.",
        Syntax = "source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout",
        Arity = 6, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.NoScript | CommandFlags.Blocking,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> source = args.Next(), destination = args.Next();
        if (!ListEndArgument.TryRead(ref args, turn, out ListEnd from) || !ListEndArgument.TryRead(ref args, turn, out ListEnd to)) return;
        ListBlockingMove.Execute(turn, source, destination, from, to, args.Next());
    }
}
