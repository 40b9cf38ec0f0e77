// SMOVE source destination member
//
// Takes a member out of one set and puts it into another, which is made when it is missing. Replies 1 when the source had the member. A missing
// source is answered before anybody looks at the destination's type.
//
// An effect touches one key shard. So the effect is SMOVE when both keys are in one, and otherwise SREM in one and SADD in the other.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SMoveCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SMOVE")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Moves a member from one set to another.",
        Syntax = "source destination member",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry source = turn[args.Next()], destination = turn[args.Next()];
        byte[]? own = args.PeekOwn();
        ReadOnlySpan<byte> text = args.Next();
        PackedElement member = PackedElement.Of(text);
        if (!source.Exists)
        {
            turn.Reply.Integer(0);
            return;
        }
        if (!source.TryGet(out SetValue? taken) || !destination.TryGet(out SetValue? given)) return;
        if (ReferenceEquals(taken, given) || !taken!.Contains(in member))
        {
            turn.Reply.Integer(taken!.Contains(in member));
            return;
        }
        taken.Remove(in member);
        turn.Notify(KeyEvents.Set, "srem"u8, in source);
        SetRemoval.DeleteIfEmpty(ref source, taken);
        if (given is null) destination.Put(given = new SetValue());
        bool added = given.Add(in member, turn.Settings, own);
        if (added) turn.Notify(KeyEvents.Set, "sadd"u8, in destination);
        if (source.Shard == destination.Shard) turn.LogAsAsked(in source, in args);
        else
        {
            turn.Log(in source, "SREM"u8, text);
            if (added) turn.Log(in destination, "SADD"u8, text);
        }
        turn.Reply.Integer(1);
    }
}
