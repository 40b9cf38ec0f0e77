// SINTERSTORE destination key [key ...]
//
// Stores what SINTER would return, and replies how many members that are.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SInterStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SINTERSTORE")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N*M) at worst, N the members of the smallest set, M the number of sets",
        Summary = "Stores the members that several sets have in common.",
        Syntax = "destination key [key ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Change), KeySpec.Between(2, -1, 1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        args.Next();
        if (!SetOperands.TryRead(ref args, args.Remaining, turn, out SetOperands operands)) return;
        SetValue result = new();
        using (operands)
        {
            if (!operands.AnyMissing)
            {
                List<int> positions = turn.NewNumberList();
                SetValue smallest = SetIntersection.Find(operands.Sets, positions);
                SetResult.Fill(result, smallest, positions, turn);
            }
        }
        SetResult.Store(ref args, turn, result, "sinterstore"u8);
    }
}
