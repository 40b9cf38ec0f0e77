// RPOPLPUSH source destination
//
// LMOVE source destination RIGHT LEFT, under its older name. The log says LMOVE.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class RPopLPushCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("RPOPLPUSH")
    {
        Group = CommandGroup.List, Since = "1.2.0", Complexity = "O(1)",
        Deprecated = new Deprecation("6.2.0", "`LMOVE` with the `RIGHT` and `LEFT` arguments"),
        Summary = "Moves the last element of one list to the head of another.",
        Syntax = "source destination",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!ListMove.TryMove(turn, args.Next(), args.Next(), ListEnd.Tail, ListEnd.Head)) turn.Reply.Null();
    }
}
