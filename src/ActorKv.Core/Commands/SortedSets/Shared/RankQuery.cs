// ZRANK and ZREVRANK: the place of a member from one end of the order.
//
//   key member [WITHSCORE]
//
// With WITHSCORE, which came with Redis 7.2, the reply is rank and score, and a missing member gives a null array.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class RankQuery
{
    public static void Execute(ref ArgReader args, KeyTurn turn, SortedSetEnd from, CommandSpec spec)
    {
        ReadOnlySpan<byte> name = args.Next(), member = args.Next();
        bool withScore = !args.AtEnd;
        if (args.Remaining > 1)
        {
            turn.Reply.Error(Errors.WrongArity(spec.FullName));
            return;
        }
        if (withScore && !args.NextIs("WITHSCORE"u8))
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        int position = set?.Find(member) ?? -1;
        if (position < 0)
        {
            if (withScore) turn.Reply.NullArray();
            else turn.Reply.Null();
            return;
        }
        int rank = set!.RankOf(position);
        if (withScore) turn.Reply.Array(2);
        turn.Reply.Integer(from == SortedSetEnd.Lowest ? rank : set.Count - 1 - rank);
        if (withScore) SortedSetReply.Score(turn.Reply, set.ScoreAt(position));
    }
}
