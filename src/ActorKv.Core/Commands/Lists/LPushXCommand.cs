// LPUSHX key element [element ...]
//
// LPUSH for a list that is there; a missing key stays missing and the reply is 0.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LPushXCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LPUSHX")
    {
        Group = CommandGroup.List, Since = "2.2.0", Complexity = "O(1) for each element",
        Summary = "Pushes elements at the head of a list that exists.",
        Syntax = "key element [element ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ListPush.Execute(ref args, turn, ListEnd.Head, create: false);
}
