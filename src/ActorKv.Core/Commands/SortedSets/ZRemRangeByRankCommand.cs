// ZREMRANGEBYRANK key start stop
//
// Removes the members between two ranks, and replies how many there were.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRemRangeByRankCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREMRANGEBYRANK")
    {
        Group = CommandGroup.SortedSet, Since = "2.0.0", Complexity = "O(log(N)+M), N the members, M those removed",
        Summary = "Removes the members of a range of ranks.",
        Syntax = "key start stop",
        Arity = 4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeRemoval.Execute(ref args, turn, RangeUnit.Rank);
}
