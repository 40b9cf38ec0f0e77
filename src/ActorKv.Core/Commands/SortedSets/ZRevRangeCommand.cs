// ZREVRANGE key start stop [WITHSCORES]
//
// The members between two ranks that are counted from the highest score on. ZRANGE REV does the same.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRevRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREVRANGE")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(log(N)+M), N the members, M those returned",
        Summary = "Returns the members of a range of ranks, highest score first.",
        Syntax = "key start stop [WITHSCORES]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Deprecated = new("6.2.0", "`ZRANGE` with the `REV` argument"),
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Members(ref args, turn, RangeUnit.Rank, RangeOrder.Descending);
}
