namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRevRangeSpec
{
    [Theory]
    [InlineData("ZREVRANGE z 0 1", "[e, d]")]
    [InlineData("ZREVRANGE z -2 -1 WITHSCORES", "[b, 2, a, 1]")]
    [InlineData("ZREVRANGE z 7 9", "[]")]
    [InlineData("ZREVRANGE nokey 0 -1", "[]")]
    [InlineData("ZREVRANGE z 0 1 REV", "(error) ERR syntax error")]
    [InlineData("ZREVRANGE z 0 1 BYSCORE", "(error) ERR syntax error")]
    [InlineData("ZREVRANGE z 0 1 LIMIT 0 5", "(error) ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX")]
    [InlineData("ZREVRANGE z a 1", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZREVRANGE s 0 1", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZREVRANGE_replies_members_from_the_highest_score_on(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 1 a 2 b 3 c 4 d 5 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }
}
