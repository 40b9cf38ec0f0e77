// ZRANGE key start stop [BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]
//
// The members between two ranks, two scores or two members, from either end. Backwards, the ends of scores and members are given highest
// first, ranks are counted from the highest score. LIMIT is for scores and members only.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZRANGE")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(log(N)+M), N the members, M those returned",
        Summary = "Returns the members of a range of ranks, scores or members.",
        Syntax = "key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Members(ref args, turn, RangeUnit.AsAsked, RangeOrder.AsAsked);
}
