// ZUNION numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM|MIN|MAX] [WITHSCORES]
//
// The members that any of several sorted sets or sets has, ordered by what has become of their scores.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZUnionCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZUNION")
    {
        Group = CommandGroup.SortedSet, Since = "6.2.0",
        Complexity = "O(N)+O(M*log(M)), N the members of all sources, M those of the result",
        Summary = "Returns the union of sorted sets.",
        Syntax = "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Combination.Reply(ref args, turn, CombinationKind.Union, Spec);
}
