namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRangeByScoreSpec
{
    [Theory]
    [InlineData("ZRANGEBYSCORE z 2 3", "[b, c]")]
    [InlineData("ZRANGEBYSCORE z (2 inf WITHSCORES LIMIT 0 2", "[c, 3, d, 4]")]
    [InlineData("ZRANGEBYSCORE z -inf +inf LIMIT 4 9", "[e]")]
    [InlineData("ZRANGEBYSCORE z 3 2", "[]")]
    [InlineData("ZRANGEBYSCORE nokey 2 3", "[]")]
    [InlineData("ZRANGEBYSCORE z 2 3 REV", "(error) ERR syntax error")]
    [InlineData("ZRANGEBYSCORE z 2 3 LIMIT 1", "(error) ERR syntax error")]
    [InlineData("ZRANGEBYSCORE z 2 3 LIMIT a 1", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZRANGEBYSCORE z a 3", "(error) ERR min or max is not a float")]
    [InlineData("ZRANGEBYSCORE s 2 3", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZRANGEBYSCORE_replies_members_between_scores(string command, string reply)
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
