// SISMEMBER key member
//
// 1 when the set has the member, else 0.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SIsMemberCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SISMEMBER")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells whether a set has a member.",
        Syntax = "key member",
        Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (turn[args.Next()].TryGet(out SetValue? set)) turn.Reply.Integer(set is not null && set.Contains(PackedElement.Of(args.Next())));
    }
}
