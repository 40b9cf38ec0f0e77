// SPOP key [count]
//
// Takes random members out: one as a bulk string, or with a count that many as a set. Every member, and every combination of members, is as
// likely as any other, however the set is kept.
//
// What chance decided does not go into the log, but what came of it: SREM of the members that were taken, or DEL when those were all.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SPOP")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(1) for one member, O(N) where N is the count, or the size of the set when that is near",
        Summary = "Takes random members out of a set.",
        Syntax = "key [count]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        bool counted = !args.AtEnd;
        long count = 1;
        if (args.Remaining > 1)
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        if (counted && (!args.TryNextInt64(out count) || count < 0))
        {
            turn.Reply.Error(Errors.MustBePositive);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out SetValue? set)) return;
        if (!counted && set is not null) TakeOne(ref key, set, turn);
        else if (!counted) turn.Reply.Null();
        else if (set is null || count == 0) turn.Reply.Set(0);
        else if (count >= set.Count) TakeAll(ref key, set, turn);
        else TakeSome(in key, set, (int)count, turn);
    }

    private static void TakeOne(ref KeyEntry key, SetValue set, KeyTurn turn)
    {
        int position = set.RandomPosition(turn.Random);
        PackedElement member = set[position];
        member.Reply(turn.Reply);
        if (set.Count == 1) turn.Log(in key, "DEL"u8);
        else turn.Log(in key, "SREM"u8, member.Text(stackalloc byte[Numbers.MaxInt64Length]));
        set.RemoveAt(position);
        set.Trim();
        turn.Notify(KeyEvents.Set, "spop"u8, in key);
        SetRemoval.DeleteIfEmpty(ref key, set);
    }

    private static void TakeAll(ref KeyEntry key, SetValue set, KeyTurn turn)
    {
        turn.Reply.Set(set.Count);
        foreach (PackedElement member in set) member.Reply(turn.Reply);
        turn.Log(in key, "DEL"u8);
        turn.CountChanges(set.Count - 1);
        turn.Notify(KeyEvents.Set, "spop"u8, in key);
        key.DeleteAndNotify();
    }

    private static void TakeSome(in KeyEntry key, SetValue set, int count, KeyTurn turn)
    {
        List<int> positions = turn.NewNumberList();
        set.Choose(count, turn.Random, positions);
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        turn.Reply.Set(count);
        bool logging = turn.BeginLog(in key, "SREM"u8, count);
        foreach (int position in positions)
        {
            PackedElement member = set[position];
            member.Reply(turn.Reply);
            if (logging) turn.Effects.Add(member.Text(scratch));
        }
        turn.CountChanges(count - 1);
        // From the last to the first: the positions of those before stay good.
        for (int i = count - 1; i >= 0; i--) set.RemoveAt(positions[i]);
        set.Trim();
        turn.Notify(KeyEvents.Set, "spop"u8, in key);
    }
}
