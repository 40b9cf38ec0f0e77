// SUNIONSTORE destination key [key ...]
//
// Stores what SUNION would return, and replies how many members that are.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SUnionStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SUNIONSTORE")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N) where N is the number of members of all sets together",
        Summary = "Stores the members of several sets together.",
        Syntax = "destination key [key ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Replace), KeySpec.Between(2, -1, 1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        args.Next();
        if (!SetOperands.TryRead(ref args, args.Remaining, turn, out SetOperands operands)) return;
        SetValue result = new();
        using (operands)
        {
            foreach (SetValue set in operands.Sets)
                for (SetValue.Enumerator at = set.GetEnumerator(); at.MoveNext();) result.Add(set, at.Position, turn.Settings);
        }
        SetResult.Store(ref args, turn, result, "sunionstore"u8);
    }
}
