// HPEXPIRETIME key FIELDS numfields field [field ...]
//
// The Unix time at which fields expire, in milliseconds. -1 for a field that never expires, -2 for one that is missing.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HPExpireTimeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HPEXPIRETIME")
    {
        Group = CommandGroup.Hash, Since = "7.4.0", Complexity = "O(N) for N fields",
        Summary = "Returns the Unix time in milliseconds at which fields expire.",
        Syntax = "key FIELDS numfields field [field ...]",
        Arity = -5, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => FieldExpiryQuery.Execute(ref args, turn, inSeconds: false, fromNow: false);
}
