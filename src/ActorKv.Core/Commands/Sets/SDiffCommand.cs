// SDIFF key [key ...]
//
// The members of the first set that none of the others has.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SDiffCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SDIFF")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N) where N is the number of members of all sets together",
        Summary = "Returns the members of a set that others do not have.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Read)],
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!SetOperands.TryRead(ref args, args.Remaining, turn, out SetOperands operands)) return;
        using (operands)
        {
            if (operands.FirstMissing)
            {
                turn.Reply.Set(0);
                return;
            }
            List<int> positions = turn.NewNumberList();
            SetValue first = operands.Sets[0];
            SetDifference.Find(first, operands.Sets[1..], positions);
            SetResult.Reply(turn, first, positions);
        }
    }
}
