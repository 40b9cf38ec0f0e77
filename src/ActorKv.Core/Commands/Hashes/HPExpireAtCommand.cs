// HPEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]
//
// Makes fields expire at a Unix time in milliseconds. Also the effect that its kin leave in the journal (Shared/FieldExpiryChange.cs).

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HPExpireAtCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HPEXPIREAT")
    {
        Group = CommandGroup.Hash, Since = "7.4.0", Complexity = "O(N) for N fields",
        Summary = "Makes fields expire at a Unix time in milliseconds.",
        Syntax = "key unix-time-milliseconds [NX | XX | GT | LT] FIELDS numfields field [field ...]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => FieldExpiryChange.Execute(ref args, turn, Spec, ExpiryForm.AtMilliseconds);
}
