// UNLINK key [key …]
//
// DEL that promises not to wait for the memory. Here removal is dropping a reference and the garbage collector does the rest, so both
// are the same work and leave the same effect.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class UnlinkCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("UNLINK")
    {
        Group = CommandGroup.Generic, Since = "4.0.0", Complexity = "O(1) for each key removed; its memory is reclaimed later",
        Summary = "Removes keys and reclaims their memory in the background.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Drop)],
        Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => KeyRemoval.Execute(ref args, turn);
}
