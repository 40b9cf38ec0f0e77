namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRangeByLexSpec
{
    [Theory]
    [InlineData("ZRANGEBYLEX z [b (d", "[b, c]")]
    [InlineData("ZRANGEBYLEX z - [b LIMIT 1 5", "[b]")]
    [InlineData("ZRANGEBYLEX z (c +", "[d, e]")]
    [InlineData("ZRANGEBYLEX z + -", "[]")]
    [InlineData("ZRANGEBYLEX nokey - +", "[]")]
    [InlineData("ZRANGEBYLEX z b d", "(error) ERR min or max not valid string range item")]
    [InlineData("ZRANGEBYLEX z - + WITHSCORES", "(error) ERR syntax error, WITHSCORES not supported in combination with BYLEX")]
    [InlineData("ZRANGEBYLEX s - +", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void ZRANGEBYLEX_replies_members_between_members(string command, string reply)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD z 0 a 0 b 0 c 0 d 0 e");
            kv.Run("SET s x");
            kv.Run(command).Replies(reply);
            kv.LoggedNothing();
        }
    }

    // Nothing is promised where scores differ; redis-server walks a packed set in this way.
    [Theory]
    [InlineData("ZRANGEBYLEX z [c +", "[d, c]")]
    [InlineData("ZRANGEBYLEX z [c + LIMIT 1 9", "[c]")]
    [InlineData("ZRANGEBYLEX z - [c", "[b]")]
    [InlineData("ZREVRANGEBYLEX z + [b", "[c, d, b]")]
    [InlineData("ZLEXCOUNT z [c [c", "(integer) 0")]
    public void ZRANGEBYLEX_over_several_scores_walks_as_redis_does(string command, string reply)
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 b 2 d 3 c");
        kv.Run(command).Replies(reply);
    }
}
