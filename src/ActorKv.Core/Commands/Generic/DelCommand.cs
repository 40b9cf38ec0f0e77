// DEL key [key …]
//
// Removes keys and says how many there were. One effect a key, because the keys may lie in different key shards.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class DelCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DEL")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(N) where N is the number of keys removed",
        Summary = "Removes keys.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.Write,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Drop)],
        Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => KeyRemoval.Execute(ref args, turn);
}
