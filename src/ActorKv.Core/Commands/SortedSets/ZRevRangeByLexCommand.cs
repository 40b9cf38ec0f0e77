// ZREVRANGEBYLEX key max min [LIMIT offset count]
//
// The members between two, highest first, also in the arguments, where all have one score. ZRANGE BYLEX REV does the same.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRevRangeByLexCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREVRANGEBYLEX")
    {
        Group = CommandGroup.SortedSet, Since = "2.8.9", Complexity = "O(log(N)+M), N the members, M those returned",
        Summary = "Returns the members between two members of one score, highest first.",
        Syntax = "key max min [LIMIT offset count]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Deprecated = new("6.2.0", "`ZRANGE` with the `REV` and `BYLEX` arguments"),
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RangeReply.Members(ref args, turn, RangeUnit.Member, RangeOrder.Descending);
}
