// PEXPIRE key milliseconds [NX | XX | GT | LT]
//
// EXPIRE in milliseconds.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class PExpireCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PEXPIRE")
    {
        Group = CommandGroup.Generic, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Sets when a key expires, in milliseconds from now.",
        Syntax = "key milliseconds [NX | XX | GT | LT]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryChange.Execute(ref args, turn, Spec, ExpiryForm.Milliseconds);
}
