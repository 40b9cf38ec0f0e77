// ZRANDMEMBER key [count [WITHSCORES]]
//
// A random member, or as many different ones as count says, or -count of which some may be the same. Every member is as likely as any other: what
// is drawn is a rank.
//
// redis-server would build a reply of any length for a negative count. Here one that cannot be counted is refused.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRandMemberCommand : IKeyCommand
{
    private const int MostDrawn = int.MaxValue / 2;

    public static CommandSpec Spec { get; } = new("ZRANDMEMBER")
    {
        Group = CommandGroup.SortedSet, Since = "6.2.0", Complexity = "O(N*log(M)), N the members returned, M all members",
        Summary = "Returns random members.",
        Syntax = "key [count [WITHSCORES]]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        bool counted = !args.AtEnd;
        if (!TryReadCount(ref args, turn, out long count, out bool withScores)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        if (set is null && !counted) turn.Reply.Null();
        else if (set is null || count == 0) turn.Reply.Array(0);
        else if (!counted) set.CursorAt(turn.Random.Next(set.Count)).Member.Reply(turn.Reply);
        else if (count < -MostDrawn) turn.Reply.Error(Errors.OutOfRange);
        else if (count < 0) RandomMembers.ReplyDrawn(turn, set, (int)-count, withScores);
        else RandomMembers.ReplyDifferent(turn, set, (int)Math.Min(count, set.Count), withScores);
    }

    // 1 when there is none.
    private static bool TryReadCount(ref ArgReader args, KeyTurn turn, out long count, out bool withScores)
    {
        count = 1;
        withScores = false;
        if (args.AtEnd) return true;
        if (!args.TryNextInt64(out count)) turn.Reply.Error(Errors.NotAnInteger);
        else if (count == long.MinValue) turn.Reply.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
        else
        {
            withScores = args.NextIs("WITHSCORES"u8);
            if (!args.AtEnd) turn.Reply.Error(Errors.Syntax);
            else if (withScores && count is < -long.MaxValue / 2 or > long.MaxValue / 2) turn.Reply.Error(Errors.OutOfRange);
            else return true;
        }
        return false;
    }
}
