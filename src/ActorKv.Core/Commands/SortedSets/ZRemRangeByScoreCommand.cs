// ZREMRANGEBYSCORE key min max
//
// Removes the members whose scores lie between two, and replies how many there were.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRemRangeByScoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREMRANGEBYSCORE")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(log(N)+M), N the members, M those removed",
        Summary = "Removes the members of a range of scores.",
        Syntax = "key min max",
        Arity = 4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeRemoval.Execute(ref args, turn, RangeUnit.Score);
}
