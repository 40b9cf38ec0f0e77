// EXPIRE key seconds [NX | XX | GT | LT]
//
// Sets when a key expires, counted in seconds from now; what all four commands of this kind do is in Shared/ExpiryChange.cs.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ExpireCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("EXPIRE")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Sets when a key expires, in seconds from now.",
        Syntax = "key seconds [NX | XX | GT | LT]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryChange.Execute(ref args, turn, Spec, ExpiryForm.Seconds);
}
