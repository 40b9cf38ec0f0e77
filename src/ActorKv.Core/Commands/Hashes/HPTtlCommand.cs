// HPTTL key FIELDS numfields field [field ...]
//
// How many milliseconds fields have left. -1 for a field that never expires, -2 for one that is missing.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HPTtlCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HPTTL")
    {
        Group = CommandGroup.Hash, Since = "7.4.0", Complexity = "O(N) for N fields",
        Summary = "Returns how many milliseconds fields have left.",
        Syntax = "key FIELDS numfields field [field ...]",
        Arity = -5, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => FieldExpiryQuery.Execute(ref args, turn, inSeconds: false, fromNow: true);
}
