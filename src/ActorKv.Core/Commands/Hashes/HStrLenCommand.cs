// HSTRLEN key field
//
// Length in bytes of a field's value; 0 when there is none.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HStrLenCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HSTRLEN")
    {
        Group = CommandGroup.Hash, Since = "3.2.0", Complexity = "O(1)",
        Summary = "Returns the length of the value of a field.",
        Syntax = "key field",
        Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return;
        turn.Reply.Integer(hash is not null && hash.TryGet(args.Next(), out PackedElement value) ? value.Length : 0);
    }
}
