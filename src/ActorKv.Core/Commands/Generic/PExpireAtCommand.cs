// PEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT]
//
// EXPIRE with a point in time in milliseconds. This is also the effect that every change of an expiry leaves in the journal.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class PExpireAtCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PEXPIREAT")
    {
        Group = CommandGroup.Generic, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Sets when a key expires, as a Unix time in milliseconds.",
        Syntax = "key unix-time-milliseconds [NX | XX | GT | LT]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryChange.Execute(ref args, turn, Spec, ExpiryForm.AtMilliseconds);
}
