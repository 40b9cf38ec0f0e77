// HDEL key field [field ...]
//
// Removes fields; the last one takes the key with it. Nothing is logged when none of them was there.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HDelCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HDEL")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(N) for N fields",
        Summary = "Removes fields of a hash, and the hash when none is left.",
        Syntax = "key field [field ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return;
        int removed = 0;
        while (hash is { Count: > 0 } && !args.AtEnd)
            if (hash.Remove(args.Next())) removed++;
        if (removed > 0)
        {
            turn.LogAsAsked(in key, in args);
            turn.CountChanges(removed - 1);
            turn.Notify(KeyEvents.Hash, "hdel"u8, in key);
            if (hash!.Count == 0) key.DeleteAndNotify();
        }
        turn.Reply.Integer(removed);
    }
}
