// ZINCRBY key increment member
//
// Adds to the score of a member, from 0 when it is not there, and replies the sum. The log gets it as ZADD, so that replay does no
// arithmetic. It is read as ZADD INCR is read: options of ZADD are taken for what they are even here, and then a member is missing.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZIncrByCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZINCRBY")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(log(N))",
        Summary = "Adds to the score of a member.",
        Syntax = "key increment member",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ScoreUpdate.Execute(ref args, turn, ScoreConditions.Increment);
}
