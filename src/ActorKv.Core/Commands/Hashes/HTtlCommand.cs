// HTTL key FIELDS numfields field [field ...]
//
// How many seconds fields have left, rounded up. -1 for a field that never expires, -2 for one that is missing.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HTtlCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HTTL")
    {
        Group = CommandGroup.Hash, Since = "7.4.0", Complexity = "O(N) for N fields",
        Summary = "Returns how many seconds fields have left.",
        Syntax = "key FIELDS numfields field [field ...]",
        Arity = -5, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => FieldExpiryQuery.Execute(ref args, turn, inSeconds: true, fromNow: true);
}
