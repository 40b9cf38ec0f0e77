// HEXISTS key field
//
// Tells whether a hash has a field.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HExistsCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HEXISTS")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Tells whether a hash has a field.",
        Syntax = "key field",
        Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGet(out HashValue? hash)) turn.Reply.Integer(hash is not null && hash.Contains(args.Next()));
    }
}
