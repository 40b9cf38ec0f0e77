// HLEN key
//
// Number of fields. A missing key is an empty hash.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HLenCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HLEN")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Returns the number of fields of a hash.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGet(out HashValue? hash)) turn.Reply.Integer(hash?.Count ?? 0);
    }
}
