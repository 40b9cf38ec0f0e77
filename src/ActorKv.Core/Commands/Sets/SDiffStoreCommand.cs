// SDIFFSTORE destination key [key ...]
//
// Stores what SDIFF would return, and replies how many members that are. Whether a result of integers alone is an intset depends, as in
// redis-server, on which of the two algorithms computed it.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SDiffStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SDIFFSTORE")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N) where N is the number of members of all sets together",
        Summary = "Stores the members of a set that others do not have.",
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
            if (!operands.FirstMissing)
            {
                SetValue first = operands.Sets[0];
                Span<SetValue> others = operands.Sets[1..];
                List<int> positions = turn.NewNumberList();
                SetDifference.Find(first, others, positions);
                if (SetDifference.BeginsHashtable(first, others, turn.Settings)) result.BeginHashtable();
                SetResult.Fill(result, first, positions, turn);
            }
        }
        SetResult.Store(ref args, turn, result, "sdiffstore"u8);
    }
}
