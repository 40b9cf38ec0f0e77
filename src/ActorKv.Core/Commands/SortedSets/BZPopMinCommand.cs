// BZPOPMIN key [key ...] timeout
//
// Takes the member with the lowest score from the first key that holds a sorted set, and replies key, member and score; waits when none does.
// The log says ZREM.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class BZPopMinCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BZPOPMIN")
    {
        Group = CommandGroup.SortedSet, Since = "5.0.0", Complexity = "O(K+log(N)), K the keys given, N the members",
        Summary = "Takes the member with the lowest score from the first of several sorted sets that has any, or waits for one.",
        Syntax = "key [key ...] timeout",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.NoScript | CommandFlags.Blocking | CommandFlags.Fast,
        Keys = [KeySpec.Between(1, -2, 1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => SortedSetBlockingPop.Execute(ref args, turn, SortedSetEnd.Lowest);
}
