// LPUSH key element [element ...]
//
// Pushes elements at the head, one after the other: the last argument ends up first.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LPushCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LPUSH")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(1) for each element",
        Summary = "Pushes elements at the head of a list, which it makes when the key is missing.",
        Syntax = "key element [element ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ListPush.Execute(ref args, turn, ListEnd.Head, create: true);
}
