// BRPOP key [key ...] timeout
//
// Takes the last element of the first key that holds a list, and replies key and element; waits when none does. The log says RPOP.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class BRPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BRPOP")
    {
        Group = CommandGroup.List, Since = "2.0.0", Complexity = "O(N) for N keys given",
        Summary = "Takes the last element of the first of several lists that has any, or waits for one.",
        Syntax = "key [key ...] timeout",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.NoScript | CommandFlags.Blocking,
        Keys = [KeySpec.Between(1, -2, 1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ListBlockingPop.Execute(ref args, turn, ListEnd.Tail);
}
