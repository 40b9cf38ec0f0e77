// ZLEXCOUNT key min max
//
// Number of members between two, where all have one score.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZLexCountCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZLEXCOUNT")
    {
        Group = CommandGroup.SortedSet, Since = "2.8.9", Complexity = "O(log(N)), O(N) while the members are packed",
        Summary = "Counts the members between two members of one score.",
        Syntax = "key min max",
        Arity = 4, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Count(ref args, turn, RangeUnit.Member);
}
