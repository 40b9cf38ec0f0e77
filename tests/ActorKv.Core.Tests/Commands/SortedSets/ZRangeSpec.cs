namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZRangeSpec
{
    // a 1, b 2, c 3, d 4, e 5
    [Theory]
    [InlineData("ZRANGE z 0 -1", "[a, b, c, d, e]")]
    [InlineData("ZRANGE z 1 2", "[b, c]")]
    [InlineData("ZRANGE z -2 100", "[d, e]")]
    [InlineData("ZRANGE z 3 1", "[]")]
    [InlineData("ZRANGE z 5 9", "[]")]
    [InlineData("ZRANGE z 0 -1 REV", "[e, d, c, b, a]")]
    [InlineData("ZRANGE z 0 1 REV WITHSCORES", "[e, 5, d, 4]")]
    [InlineData("ZRANGE z 2 3 BYSCORE WITHSCORES", "[b, 2, c, 3]")]
    [InlineData("ZRANGE z (2 +inf BYSCORE", "[c, d, e]")]
    [InlineData("ZRANGE z -inf (3 BYSCORE", "[a, b]")]
    [InlineData("ZRANGE z 4 2 BYSCORE REV", "[d, c, b]")]
    [InlineData("ZRANGE z +inf -inf BYSCORE REV LIMIT 1 2", "[d, c]")]
    [InlineData("ZRANGE z 2 4 BYSCORE REV", "[]")]
    [InlineData("ZRANGE z 0 9 BYSCORE LIMIT 1 2", "[b, c]")]
    [InlineData("ZRANGE z 0 9 BYSCORE LIMIT 3 -1", "[d, e]")]
    [InlineData("ZRANGE z 0 9 BYSCORE LIMIT 0 0", "[]")]
    [InlineData("ZRANGE z 0 9 BYSCORE LIMIT -1 2", "[]")]
    [InlineData("ZRANGE z 0 9 BYSCORE LIMIT 99999999999 1", "[]")]
    [InlineData("ZRANGE z 0 1 LIMIT 0 -1", "[a, b]")]
    [InlineData("ZRANGE z [b (d BYLEX", "[b, c]")]
    [InlineData("ZRANGE z + (c BYLEX REV", "[e, d]")]
    [InlineData("ZRANGE z - + BYLEX LIMIT 1 1", "[b]")]
    [InlineData("ZRANGE nokey 0 -1", "[]")]
    [InlineData("ZRANGE z 0 1 LIMIT 0 1", "(error) ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX")]
    [InlineData("ZRANGE z - + BYLEX WITHSCORES", "(error) ERR syntax error, WITHSCORES not supported in combination with BYLEX")]
    [InlineData("ZRANGE z 0 1 BYLEX BYSCORE", "(error) ERR syntax error")]
    [InlineData("ZRANGE z 0 1 BYSCORE LIMIT 0", "(error) ERR syntax error")]
    [InlineData("ZRANGE z 0 1 REV REV", "(error) ERR syntax error")]
    [InlineData("ZRANGE z 0 1 BYSCORE LIMIT x 1", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZRANGE z a b", "(error) ERR value is not an integer or out of range")]
    [InlineData("ZRANGE z a b BYSCORE", "(error) ERR min or max is not a float")]
    [InlineData("ZRANGE z a b BYLEX", "(error) ERR min or max not valid string range item")]
    [InlineData("ZRANGE s 0 1", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("ZRANGE s a b", "(error) ERR value is not an integer or out of range")]
    public void ZRANGE_replies_members_by_rank_score_or_name(string command, string reply)
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

    [Fact]
    public void ZRANGE_replies_pairs_and_doubles_with_RESP3()
    {
        using Kv kv = new();
        kv.Run("ZADD z 1 a 0.1 b inf c");
        kv.Run("ZRANGE z 0 -1 WITHSCORES").RepliesOnWire("*6\r\n$1\r\nb\r\n$19\r\n0.10000000000000001\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nc\r\n$3\r\ninf\r\n");
        kv.Resp = 3;
        kv.Run("ZRANGE z 0 -1 WITHSCORES").RepliesOnWire(
            "*3\r\n*2\r\n$1\r\nb\r\n,0.10000000000000001\r\n*2\r\n$1\r\na\r\n,1\r\n*2\r\n$1\r\nc\r\n,inf\r\n");
        kv.Run("ZRANGE z 0 0").RepliesOnWire("*1\r\n$1\r\nb\r\n");
    }
}
