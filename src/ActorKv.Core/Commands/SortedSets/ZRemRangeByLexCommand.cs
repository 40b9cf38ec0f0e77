// ZREMRANGEBYLEX key min max
//
// Removes the members between two, where all have one score, and replies how many there were.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRemRangeByLexCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREMRANGEBYLEX")
    {
        Group = CommandGroup.SortedSet, Since = "2.8.9", Complexity = "O(log(N)+M), N the members, M those removed",
        Summary = "Removes the members between two members of one score.",
        Syntax = "key min max",
        Arity = 4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeRemoval.Execute(ref args, turn, RangeUnit.Member);
}
