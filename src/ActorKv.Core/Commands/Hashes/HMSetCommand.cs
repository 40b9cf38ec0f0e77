// HMSET key field value [field value ...]
//
// HSET as it was before HSET took several fields: the reply is OK.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HMSetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HMSET")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(N) for N fields",
        Deprecated = new Deprecation("4.0.0", "`HSET` with several fields"),
        Summary = "Sets fields of a hash.",
        Syntax = "key field value [field value ...]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (HashStore.TrySetAsAsked(ref args, turn, Spec, out _)) turn.Reply.Ok();
    }
}
