// TYPE key
//
// Names the type of a key's value, "none" for a missing key.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class TypeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("TYPE")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Names the type of the value under a key.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Peek(args.Next());
        turn.Reply.SimpleString(key.Exists ? TypeNames.Of(key.Type) : "none"u8);
    }
}
