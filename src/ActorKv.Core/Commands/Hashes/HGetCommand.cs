// HGET key field
//
// Returns the value of one field, straight from where it lies.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HGetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HGET")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Returns the value of a field.",
        Syntax = "key field",
        Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGet(out HashValue? hash)) FieldReply.Value(turn.Reply, hash, args.Next());
    }
}
