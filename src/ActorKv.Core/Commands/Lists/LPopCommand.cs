// LPOP key [count]
//
// Takes the first element, or up to count of them. With a count the reply is an array, and a missing key gives a null array: the count
// decides the shape of the reply, not how many elements there were.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LPOP")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(N) for N elements taken",
        Summary = "Takes the first elements of a list.",
        Syntax = "key [count]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ListPop.Execute(ref args, turn, ListEnd.Head, Spec);
}
