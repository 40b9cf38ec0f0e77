// SUNION key [key ...]
//
// The members that at least one of the sets has, each once.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SUnionCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SUNION")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N) where N is the number of members of all sets together",
        Summary = "Returns the members of several sets together.",
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
            using SetUnion union = new(operands.Sets);
            turn.Reply.Set(union.Count);
            for (int i = 0; i < union.Count; i++)
            {
                (SetValue set, int position) = union[i];
                set[position].Reply(turn.Reply);
            }
        }
    }
}
