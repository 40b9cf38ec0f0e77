// HPEXPIRE key milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]
//
// Makes fields expire so many milliseconds from now. What the answers mean, and what is logged, is in Shared/FieldExpiryChange.cs.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HPExpireCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HPEXPIRE")
    {
        Group = CommandGroup.Hash, Since = "7.4.0", Complexity = "O(N) for N fields",
        Summary = "Makes fields expire so many milliseconds from now.",
        Syntax = "key milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => FieldExpiryChange.Execute(ref args, turn, Spec, ExpiryForm.Milliseconds);
}
