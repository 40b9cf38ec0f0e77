// RPUSH key element [element ...]
//
// Pushes elements at the tail, in the order of the arguments.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class RPushCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("RPUSH")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(1) for each element",
        Summary = "Pushes elements at the tail of a list, which it makes when the key is missing.",
        Syntax = "key element [element ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ListPush.Execute(ref args, turn, ListEnd.Tail, create: true);
}
