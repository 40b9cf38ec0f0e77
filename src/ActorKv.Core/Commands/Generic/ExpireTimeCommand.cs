// EXPIRETIME key
//
// When a key expires, in Unix seconds, rounded to the nearest.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ExpireTimeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("EXPIRETIME")
    {
        Group = CommandGroup.Generic, Since = "7.0.0", Complexity = "O(1)",
        Summary = "Tells when a key expires, as a Unix time in seconds.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryQuery.Execute(ref args, turn, inSeconds: true, fromNow: false);
}
