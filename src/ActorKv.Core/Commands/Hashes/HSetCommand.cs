// HSET key field value [field value ...]
//
// Sets fields, and answers how many of them are new. A field that expired some day does not any more.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HSetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HSET")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(N) for N fields",
        Summary = "Sets fields of a hash, which it makes when the key is missing.",
        Syntax = "key field value [field value ...]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (HashStore.TrySetAsAsked(ref args, turn, Spec, out int added)) turn.Reply.Integer(added);
    }
}
