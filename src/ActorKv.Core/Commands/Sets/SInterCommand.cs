// SINTER key [key ...]
//
// The members that all of the sets have. A missing key is an empty set, so nothing is common then; the types of the other keys still count.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SInterCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SINTER")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N*M) at worst, N the members of the smallest set, M the number of sets",
        Summary = "Returns the members that several sets have in common.",
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
            if (operands.AnyMissing)
            {
                turn.Reply.Set(0);
                return;
            }
            List<int> positions = turn.NewNumberList();
            SetValue smallest = SetIntersection.Find(operands.Sets, positions);
            SetResult.Reply(turn, smallest, positions);
        }
    }
}
