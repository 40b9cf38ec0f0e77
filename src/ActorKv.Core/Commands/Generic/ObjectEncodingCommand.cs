// OBJECT ENCODING key
//
// How a value is kept in memory, in Redis' words; each type says it of itself.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ObjectEncodingCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ENCODING")
    {
        Group = CommandGroup.Generic, Since = "2.2.3", Complexity = "O(1)",
        Summary = "Tells how the value of a key is kept.",
        Syntax = "key",
        Arity = 3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Inspect)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Peek(args.Next(), tellsMiss: false);
        if (key.Exists) turn.Reply.Bulk(key.Encoding);
        else turn.Reply.Null();
    }
}
