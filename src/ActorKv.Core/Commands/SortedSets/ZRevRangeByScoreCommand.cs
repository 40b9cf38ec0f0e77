// ZREVRANGEBYSCORE key max min [WITHSCORES] [LIMIT offset count]
//
// The members whose scores lie between two, highest first, also in the arguments. ZRANGE BYSCORE REV does the same.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRevRangeByScoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREVRANGEBYSCORE")
    {
        Group = CommandGroup.SortedSet, Since = "2.2.0", Complexity = "O(log(N)+M), N the members, M those returned",
        Summary = "Returns the members of a range of scores, highest first.",
        Syntax = "key max min [WITHSCORES] [LIMIT offset count]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Deprecated = new("6.2.0", "`ZRANGE` with the `REV` and `BYSCORE` arguments"),
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Members(ref args, turn, RangeUnit.Score, RangeOrder.Descending);
}
