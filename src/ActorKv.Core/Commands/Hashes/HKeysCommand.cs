// HKEYS key
//
// All fields of a hash, in no order. A missing key is an empty hash.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HKeysCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HKEYS")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(N) where N is the number of fields",
        Summary = "Returns all fields of a hash.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => HashListing.Execute(ref args, turn, HashParts.Fields);
}
