// SMISMEMBER key member [member ...]
//
// SISMEMBER of several members: an array of 1 and 0, all 0 when the key is missing.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SMIsMemberCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SMISMEMBER")
    {
        Group = CommandGroup.Set, Since = "6.2.0", Complexity = "O(N) where N is the number of members asked for",
        Summary = "Tells for each of several members whether a set has it.",
        Syntax = "key member [member ...]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!turn[args.Next()].TryGet(out SetValue? set)) return;
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            PackedElement member = PackedElement.Of(args.Next());
            turn.Reply.Integer(set is not null && set.Contains(in member));
        }
    }
}
