// HMGET key field [field ...]
//
// The values of several fields, nil for each that is missing.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HMGetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HMGET")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(N) for N fields",
        Summary = "Returns the values of several fields.",
        Syntax = "key field [field ...]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return;
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd) FieldReply.Value(turn.Reply, hash, args.Next());
    }
}
