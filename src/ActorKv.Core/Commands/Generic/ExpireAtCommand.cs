// EXPIREAT key unix-time-seconds [NX | XX | GT | LT]
//
// EXPIRE with a point in time instead of a span.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ExpireAtCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("EXPIREAT")
    {
        Group = CommandGroup.Generic, Since = "1.2.0", Complexity = "O(1)",
        Summary = "Sets when a key expires, as a Unix time in seconds.",
        Syntax = "key unix-time-seconds [NX | XX | GT | LT]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryChange.Execute(ref args, turn, Spec, ExpiryForm.AtSeconds);
}
