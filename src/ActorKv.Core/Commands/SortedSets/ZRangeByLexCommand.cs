// ZRANGEBYLEX key min max [LIMIT offset count]
//
// The members between two, where all have one score. ZRANGE BYLEX does the same.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRangeByLexCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZRANGEBYLEX")
    {
        Group = CommandGroup.SortedSet, Since = "2.8.9", Complexity = "O(log(N)+M), N the members, M those returned",
        Summary = "Returns the members between two members of one score.",
        Syntax = "key min max [LIMIT offset count]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Deprecated = new("6.2.0", "`ZRANGE` with the `BYLEX` argument"),
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Members(ref args, turn, RangeUnit.Member, RangeOrder.Ascending);
}
