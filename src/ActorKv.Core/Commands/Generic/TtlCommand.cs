// TTL key
//
// How many seconds a key has to live, rounded to the nearest.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class TtlCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("TTL")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells how long a key has to live, in seconds.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiryQuery.Execute(ref args, turn, inSeconds: true, fromNow: true);
}
