// SREM key member [member ...]
//
// Removes members and replies how many were there. The last one takes the key with it.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SRemCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SREM")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(N) where N is the number of members to remove",
        Summary = "Removes members from a set.",
        Syntax = "key member [member ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out SetValue? set)) return;
        int removed = 0;
        while (set is not null && !args.AtEnd)
            if (set.Remove(PackedElement.Of(args.Next()))) removed++;
        if (removed > 0)
        {
            turn.LogAsAsked(in key, in args);
            turn.CountChanges(removed - 1);
            turn.Notify(KeyEvents.Set, "srem"u8, in key);
            SetRemoval.DeleteIfEmpty(ref key, set!);
        }
        turn.Reply.Integer(removed);
    }
}
