// SMEMBERS key
//
// All members, in no order: as a set, which RESP2 knows only as an array.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SMembersCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SMEMBERS")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N) where N is the number of members",
        Summary = "Returns all members of a set.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!turn[args.Next()].TryGet(out SetValue? set)) return;
        turn.Reply.Set(set?.Count ?? 0);
        if (set is null) return;
        foreach (PackedElement member in set) member.Reply(turn.Reply);
    }
}
