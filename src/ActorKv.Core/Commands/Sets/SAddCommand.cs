// SADD key member [member ...]
//
// Adds members to a set, which it makes when the key is missing, and replies how many were not there before. The log has the command as it was
// asked, unless nothing was added.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SAddCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SADD")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(1) for each member",
        Summary = "Adds members to a set, which it makes when the key is missing.",
        Syntax = "key member [member ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out SetValue? set)) return;
        if (set is null)
        {
            key.Put(set = new SetValue());
            SetRoom.Make(set, args, turn.Settings);
        }
        int added = 0;
        while (!args.AtEnd)
        {
            byte[]? own = args.PeekOwn();
            if (set.Add(PackedElement.Of(args.Next()), turn.Settings, own)) added++;
        }
        if (added > 0)
        {
            turn.LogAsAsked(in key, in args);
            turn.CountChanges(added - 1);
            turn.Notify(KeyEvents.Set, "sadd"u8, in key);
        }
        turn.Reply.Integer(added);
    }
}
