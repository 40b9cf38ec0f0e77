namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRevRangeByScoreSpec
{
    [Theory]
    [InlineData("ZREVRANGEBYSCORE z 3 2", "[c, b]")]
    [InlineData("ZREVRANGEBYSCORE z +inf (2 LIMIT 1 2 WITHSCORES", "[d, 4, c, 3]")]
    [InlineData("ZREVRANGEBYSCORE z 2 3", "[]")]
    [InlineData("ZREVRANGEBYSCORE z a 3", "(error) ERR min or max is not a float")]
    [InlineData("ZREVRANGEBYSCORE s 3 2", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZREVRANGEBYSCORE_takes_and_replies_the_highest_first(string command, string reply)
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
