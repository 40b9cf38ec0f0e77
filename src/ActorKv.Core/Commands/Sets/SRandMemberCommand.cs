// SRANDMEMBER key [count]
//
// Random members, which stay where they are. Without a count one, as a bulk string. With one, an array: of that many different members, or of
// all when there are no more; with a negative count exactly that many, drawn one by one, so that the same may come several times.
//
// redis-server would build a reply of any length for a negative count. Here one of more than 2147483647 elements is refused.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SRandMemberCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SRANDMEMBER")
    {
        Group = CommandGroup.Set, Since = "1.0.0", Complexity = "O(1) for one member, O(N) where N is the count, or the size of the set when that is near",
        Summary = "Returns random members of a set.",
        Syntax = "key [count]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        bool counted = !args.AtEnd;
        if (args.Remaining > 1)
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        if (!TryReadCount(ref args, turn, out long count)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out SetValue? set)) return;
        if (set is null && !counted) turn.Reply.Null();
        else if (set is null || count == 0) turn.Reply.Array(0);
        else if (!counted) set[set.RandomPosition(turn.Random)].Reply(turn.Reply);
        else if (count < -int.MaxValue) turn.Reply.Error(Errors.OutOfRange);
        else if (count < 0) ReplyDrawn(set, (int)-count, turn);
        else if (count >= set.Count) ReplyAll(set, turn);
        else ReplyDifferent(set, (int)count, turn);
    }

    // 1 when there is none.
    private static bool TryReadCount(ref ArgReader args, KeyTurn turn, out long count)
    {
        count = 1;
        if (args.AtEnd) return true;
        if (!args.TryNextInt64(out count)) turn.Reply.Error(Errors.NotAnInteger);
        else if (count == long.MinValue) turn.Reply.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
        else return true;
        return false;
    }

    private static void ReplyAll(SetValue set, KeyTurn turn)
    {
        turn.Reply.Array(set.Count);
        foreach (PackedElement member in set) member.Reply(turn.Reply);
    }

    private static void ReplyDifferent(SetValue set, int count, KeyTurn turn)
    {
        List<int> positions = turn.NewNumberList();
        set.Choose(count, turn.Random, positions);
        turn.Reply.Array(count);
        foreach (int position in positions) set[position].Reply(turn.Reply);
    }

    private static void ReplyDrawn(SetValue set, int count, KeyTurn turn)
    {
        turn.Reply.Array(count);
        if (!set.IsListpack)
        {
            for (; count > 0; count--) set[set.RandomPosition(turn.Random)].Reply(turn.Reply);
            return;
        }
        // One walk through the listpack for all draws.
        List<int> positions = turn.NewNumberList();
        for (SetValue.Enumerator at = set.GetEnumerator(); at.MoveNext();) positions.Add(at.Position);
        for (; count > 0; count--) set[positions[turn.Random.Next(positions.Count)]].Reply(turn.Reply);
    }
}
