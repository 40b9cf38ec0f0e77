// ZINTER numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE SUM|MIN|MAX] [WITHSCORES]
//
// The members that all of several sorted sets or sets have, ordered by what has become of their scores.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZInterCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZINTER")
    {
        Group = CommandGroup.SortedSet, Since = "6.2.0",
        Complexity = "O(N*K)+O(M*log(M)), N the members of the smallest source, K the sources, M the members of the result",
        Summary = "Returns the intersection of sorted sets.",
        Syntax = "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Combination.Reply(ref args, turn, CombinationKind.Intersection, Spec);
}
