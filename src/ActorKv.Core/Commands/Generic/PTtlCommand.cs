// PTTL key
//
// How many milliseconds a key has to live.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class PTtlCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PTTL")
    {
        Group = CommandGroup.Generic, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Tells how long a key has to live, in milliseconds.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryQuery.Execute(ref args, turn, inSeconds: false, fromNow: true);
}
