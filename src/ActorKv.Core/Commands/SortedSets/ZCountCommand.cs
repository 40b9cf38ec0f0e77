// ZCOUNT key min max
//
// Number of members whose scores lie between two. Two ranks are found and subtracted; no member is walked over.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZCountCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZCOUNT")
    {
        Group = CommandGroup.SortedSet, Since = "2.0.0", Complexity = "O(log(N)), O(N) while the members are packed",
        Summary = "Counts the members of a range of scores.",
        Syntax = "key min max",
        Arity = 4, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Count(ref args, turn, RangeUnit.Score);
}
