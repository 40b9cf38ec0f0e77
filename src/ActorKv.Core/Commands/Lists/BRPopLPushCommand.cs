// BRPOPLPUSH source destination timeout
//
// BLMOVE source destination RIGHT LEFT timeout, under its older name.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class BRPopLPushCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BRPOPLPUSH")
    {
        Group = CommandGroup.List, Since = "2.2.0", Complexity = "O(1)",
        Deprecated = new Deprecation("6.2.0", "`BLMOVE` with the `RIGHT` and `LEFT` arguments"),
        Summary = "Moves the last element of one list to the head of another, or waits for one to move.",
        Syntax = "source destination timeout",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.NoScript | CommandFlags.Blocking,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) =>
        ListBlockingMove.Execute(turn, args.Next(), args.Next(), ListEnd.Tail, ListEnd.Head, args.Next());
}
