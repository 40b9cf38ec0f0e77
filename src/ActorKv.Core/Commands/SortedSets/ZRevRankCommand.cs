// ZREVRANK key member [WITHSCORE]
//
// The place of a member counted from the highest score on, from 0; nil when it is missing. WITHSCORE, which Redis has since 7.2, adds the
// score.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRevRankCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREVRANK")
    {
        Group = CommandGroup.SortedSet, Since = "2.0.0", Complexity = "O(log(N)), O(N) while the members are packed",
        Summary = "Returns the place of a member from the highest score on.",
        Syntax = "key member [WITHSCORE]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RankQuery.Execute(ref args, turn, SortedSetEnd.Highest, Spec);
}
