// OBJECT REFCOUNT key
//
// Always 1: no two keys share a value here. Redis answers 2147483647 for small integers that it keeps once for all keys; the number is
// good for nothing but debugging Redis.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ObjectRefCountCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("REFCOUNT")
    {
        Group = CommandGroup.Generic, Since = "2.2.3", Complexity = "O(1)",
        Summary = "Tells how many places hold the value of a key.",
        Syntax = "key",
        Arity = 3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Inspect)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Peek(args.Next(), tellsMiss: false);
        if (!key.Exists) turn.Reply.Null();
        else turn.Reply.Integer(1);
    }
}
