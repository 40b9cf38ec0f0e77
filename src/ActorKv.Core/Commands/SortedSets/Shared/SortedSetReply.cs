// How members and scores are replied. With RESP3 a score is a double, and a member and its score are an array of two; with RESP2 a score is a
// bulk string, and members and scores follow one another.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class SortedSetReply
{
    public static void Score(RespWriter reply, double score) => reply.Double(DoubleText.Format(score, stackalloc byte[DoubleText.MaxLength]));

    /// <summary>Begins an array of members, with their scores or without.</summary>
    public static void BeginMembers(RespWriter reply, int count, bool withScores) => reply.Array(withScores && reply.Version < 3 ? count * 2 : count);

    /// <summary>A member of such an array.</summary>
    public static void Member(RespWriter reply, in SortedSetCursor at, bool withScores)
    {
        if (withScores && reply.Version >= 3) reply.Array(2);
        at.Member.Reply(reply);
        if (withScores) Score(reply, at.Score);
    }

    /// <summary>An array of the members of a run of ranks.</summary>
    public static void Members(RespWriter reply, SortedSetValue set, RankRange range, bool backwards, bool withScores)
    {
        BeginMembers(reply, range.Count, withScores);
        SortedSetCursor at = set.CursorAt(backwards ? range.Start + range.Count - 1 : range.Start);
        for (int i = 0; i < range.Count; i++)
        {
            Member(reply, in at, withScores);
            if (backwards) at.MovePrevious();
            else at.MoveNext();
        }
    }
}
