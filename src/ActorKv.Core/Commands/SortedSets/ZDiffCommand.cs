// ZDIFF numkeys key [key ...] [WITHSCORES]
//
// The members of the first sorted set or set that none of the others has, with the scores they have there.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZDiffCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZDIFF")
    {
        Group = CommandGroup.SortedSet, Since = "6.2.0",
        Complexity = "O(N*K)+O(M*log(M)), N the members of the first source, K the sources, M the members of the result",
        Summary = "Returns the difference of sorted sets.",
        Syntax = "numkeys key [key ...] [WITHSCORES]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Combination.Reply(ref args, turn, CombinationKind.Difference, Spec);
}
