// ZPOPMAX key [count]
//
// Takes the member with the highest score, or up to count of them, and replies members and scores. The log gets what went.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZPopMaxCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZPOPMAX")
    {
        Group = CommandGroup.SortedSet, Since = "5.0.0", Complexity = "O(log(N)*M), N the members, M those taken",
        Summary = "Takes the members with the highest scores.",
        Syntax = "key [count]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => SortedSetPop.Execute(ref args, turn, SortedSetEnd.Highest);
}
