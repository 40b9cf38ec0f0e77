// SCARD key
//
// The number of members; 0 when the key is missing.

using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SCardCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SCARD")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Counts the members of a set.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (turn[args.Next()].TryGet(out SetValue? set)) turn.Reply.Integer(set?.Count ?? 0);
    }
}
