// Random members of a sorted set, for ZRANDMEMBER: with repetition, or all different.
//
// Different ones are drawn as ranks until there are enough, and those drawn twice count once; since no draw prefers a rank, no set of
// ranks is preferred. When more than half of the members are wanted, the others are drawn and left out. The reply is in order.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets.Shared;

internal static class RandomMembers
{
    public static void ReplyDrawn(KeyTurn turn, SortedSetValue set, int count, bool withScores)
    {
        SortedSetReply.BeginMembers(turn.Reply, count, withScores);
        for (; count > 0; count--) SortedSetReply.Member(turn.Reply, set.CursorAt(turn.Random.Next(set.Count)), withScores);
    }

    /// <summary>Replies different members; there are so many.</summary>
    public static void ReplyDifferent(KeyTurn turn, SortedSetValue set, int count, bool withScores)
    {
        List<int> ranks = turn.NewNumberList();
        bool leftOut = count > set.Count / 2;
        Draw(turn.Random, ranks, leftOut ? set.Count - count : count, set.Count);
        SortedSetReply.BeginMembers(turn.Reply, count, withScores);
        if (!leftOut)
        {
            foreach (int rank in ranks) SortedSetReply.Member(turn.Reply, set.CursorAt(rank), withScores);
            return;
        }
        int next = 0;
        SortedSetCursor at = set.CursorAt(0);
        for (int rank = 0; rank < set.Count; rank++, at.MoveNext())
        {
            if (next < ranks.Count && ranks[next] == rank) next++;
            else SortedSetReply.Member(turn.Reply, in at, withScores);
        }
    }

    // Ascending. At most half of all are wanted, so each round of draws halves what is missing, and more.
    private static void Draw(TurnRandom random, List<int> ranks, int wanted, int all)
    {
        while (ranks.Count < wanted)
        {
            for (int missing = wanted - ranks.Count; missing > 0; missing--) ranks.Add(random.Next(all));
            ranks.Sort();
            int kept = 0;
            for (int i = 0; i < ranks.Count; i++)
                if (i == 0 || ranks[i] != ranks[i - 1]) ranks[kept++] = ranks[i];
            ranks.RemoveRange(kept, ranks.Count - kept);
        }
    }
}
