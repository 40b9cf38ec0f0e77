// HSETNX key field value
//
// Sets a field that is not there yet. One that is stays as it is, and nothing is logged.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HSetNxCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HSETNX")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Sets a field that does not exist yet.",
        Syntax = "key field value",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return;
        bool missing = hash is null || !hash.Contains(args.Peek());
        if (missing)
        {
            turn.LogAsAsked(in key, in args);
            HashStore.SetPairs(ref key, hash, ref args, turn);
            turn.Notify(KeyEvents.Hash, "hset"u8, in key);
        }
        turn.Reply.Integer(missing);
    }
}
