// ZINTERCARD numkeys key [key ...] [LIMIT limit]
//
// Number of members that all of several sorted sets or sets have. With a LIMIT that is not 0 it stops counting there.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZInterCardCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZINTERCARD")
    {
        Group = CommandGroup.SortedSet, Since = "7.0.0", Complexity = "O(N*K), N the members of the smallest source, K the sources",
        Summary = "Counts the members of the intersection of sorted sets.",
        Syntax = "numkeys key [key ...] [LIMIT limit]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!CombinationArguments.TryRead(ref args, turn, Spec, CombinationOptions.Limit, out CombinationArguments asked)) return;
        turn.Reply.Integer(Combination.CountCommon(asked.Sources, asked.Limit));
    }
}
