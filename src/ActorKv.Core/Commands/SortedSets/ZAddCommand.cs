// ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member [score member ...]
//
// Gives members scores, adds those that are not there, and replies how many were added. The log gets just the members whose scores changed.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZAddCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZADD")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(log(N)) for each member given",
        Summary = "Gives members scores, and adds those that are not there.",
        Syntax = "key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadWrite | KeyAccess.Update)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ScoreUpdate.Execute(ref args, turn, ScoreConditions.None);
}
