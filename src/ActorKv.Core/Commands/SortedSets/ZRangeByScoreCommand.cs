// ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]
//
// The members whose scores lie between two. ZRANGE BYSCORE does the same.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRangeByScoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZRANGEBYSCORE")
    {
        Group = CommandGroup.SortedSet, Since = "1.0.5", Complexity = "O(log(N)+M), N the members, M those returned",
        Summary = "Returns the members of a range of scores.",
        Syntax = "key min max [WITHSCORES] [LIMIT offset count]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Deprecated = new("6.2.0", "`ZRANGE` with the `BYSCORE` argument"),
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Members(ref args, turn, RangeUnit.Score, RangeOrder.Ascending);
}
