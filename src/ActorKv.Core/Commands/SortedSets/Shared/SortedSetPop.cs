// Taking members off an end, for ZPOPMIN, ZPOPMAX, ZMPOP and their blocking forms.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal enum SortedSetEnd { Lowest, Highest }

internal static class SortedSetPop
{
    /// <summary>ZPOPMIN and ZPOPMAX. With RESP3 the reply is flat when no count was given.</summary>
    public static void Execute(ref ArgReader args, KeyTurn turn, SortedSetEnd end)
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
        if (!key.TryGet(out SortedSetValue? set)) return;
        int taken = (int)Math.Min(count, set?.Count ?? 0);
        bool nested = counted && turn.Reply.Version >= 3;
        turn.Reply.Array(nested ? taken : taken * 2);
        if (taken > 0) Take(turn, ref key, set!, end, taken, nested);
    }

    /// <summary>Takes members off an end, which are there, and replies each with its score; the array has been begun.</summary>
    public static void Take(KeyTurn turn, scoped ref KeyEntry key, SortedSetValue set, SortedSetEnd end, int count, bool nested)
    {
        RankRange range = new(end == SortedSetEnd.Lowest ? 0 : set.Count - count, count);
        SortedSetCursor at = set.CursorAt(end == SortedSetEnd.Lowest ? 0 : set.Count - 1);
        for (int i = 0; i < count; i++)
        {
            if (nested) turn.Reply.Array(2);
            at.Member.Reply(turn.Reply);
            SortedSetReply.Score(turn.Reply, at.Score);
            if (end == SortedSetEnd.Lowest) at.MoveNext();
            else at.MovePrevious();
        }
        SortedSetRemoval.Remove(turn, ref key, set, range, end == SortedSetEnd.Lowest ? "zpopmin"u8 : "zpopmax"u8);
    }
}
